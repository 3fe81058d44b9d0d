// What a program gives so that web/tablet.js can drive its app: app_exports.cpp has the calls.
#pragma once

#include "ui/app/app.h"

namespace huiyin::tablet {

/// Null before the database is open and after it is closed.
app::App* app_in_use();

/// Called after everything that reached the app.
void after_event();

} // namespace huiyin::tablet
