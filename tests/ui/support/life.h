// The common stretches of a complaint's life, taken by its people through the screens.
#pragma once

#include "tests/ui/support/department_desk.h"

#include <memory>
#include <string_view>

namespace huiyin::test::life {

domain::Intake intake_of(const DepartmentDesk& desk);

/// The manager dispatches to the only group.
void dispatch(DepartmentDesk& desk, const base::Uuid& id);
void receive(DepartmentDesk& desk, const std::unique_ptr<Seat>& who, const base::Uuid& id);
/// Found valid and finished.
void handle(DepartmentDesk& desk, const std::unique_ptr<Seat>& who, const base::Uuid& id);
void feed_back(DepartmentDesk& desk, const base::Uuid& id);
/// Up to 待回访.
base::Uuid fed_back(DepartmentDesk& desk);
/// Opens the sheet of a step: by its own button, or among the other steps.
void open_step(Seat& seat, std::string_view name);

} // namespace huiyin::test::life
