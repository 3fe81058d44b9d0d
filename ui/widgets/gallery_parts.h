// The pages of the gallery. For gallery.cpp only.
#pragma once

#include "ui/widgets/gallery.h"

namespace huiyin::widgets {

void gallery_components_ui(Gallery& gallery);
void gallery_list_ui(Gallery& gallery);
void gallery_form_ui(Gallery& gallery);
/// Three hundred widgets, for measuring.
void gallery_many_ui(Gallery& gallery);
/// What needs the page: printing, files, pictures, signatures.
void gallery_intents_ui(Gallery& gallery);

} // namespace huiyin::widgets
