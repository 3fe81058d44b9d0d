// The pages of the gallery. For gallery.cpp only.
#pragma once

#include "ui/widgets/charts.h"
#include "ui/widgets/gallery.h"

namespace huiyin::widgets {

void gallery_components_ui(Gallery& gallery);
/// Parts of the first page.
void gallery_rows_ui(Gallery& gallery);
void gallery_content_ui(Gallery& gallery);
void gallery_list_ui(Gallery& gallery);
void gallery_form_ui(Gallery& gallery);
void gallery_inbox_ui(Gallery& gallery);
void gallery_dashboard_ui(Gallery& gallery);
void gallery_register_ui(Gallery& gallery);
/// Whichever of the register's sheets is open.
void gallery_option_sheets_ui(Gallery& gallery);

/// The conflict of the story, for who may decide or for others.
void sample_conflict_ui(bool may_decide);
/// The complaints of twelve months.
LineChartOptions sample_chart(bool detailed);
/// Three hundred widgets, for measuring.
void gallery_many_ui(Gallery& gallery);
/// What needs the page: printing, files, pictures, signatures.
void gallery_intents_ui(Gallery& gallery);

} // namespace huiyin::widgets
