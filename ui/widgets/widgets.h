// All of ui/widgets, for views.
#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/context.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/semantics.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
