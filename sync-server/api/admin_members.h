// Reading the members of an administrator's command, with errors that name them.
#pragma once

#include "core/base/json_forward.h"
#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/domain/directory.h"
#include "sync-server/store/store.h"

#include <string>
#include <vector>

namespace huiyin::server::api {

using base::Uuid;
using store::Result;

/// Whether a text may be empty.
enum class Blank : std::uint8_t { Refused, Allowed };

/// A text of one line, at most limits::short_text_chars_max characters, without white space at its
/// ends. Errors: InvalidInput.
Result<std::string> text_member(const base::Json& json, const char* key, Blank blank);

/// Errors: InvalidInput.
Result<bool> flag_member(const base::Json& json, const char* key);

/// An identity; nil for an empty or absent text when blank is allowed. Errors: InvalidInput.
Result<Uuid> uuid_member(const base::Json& json, const char* key, Blank blank);

/// A person of the department. Errors: InvalidInput, NotFound.
Result<const domain::Person*> person_member(const base::Json& json,
                                            const domain::Directory& directory);

/// `domains`: at most limits::references_max texts, none twice. Errors: InvalidInput, TooLarge.
Result<std::vector<std::string>> domains_member(const base::Json& json);

/// `person`, `role` and the team or group that the role needs. Errors: InvalidInput, NotFound.
Result<domain::RoleGrant> grant_members(const base::Json& json, const domain::Directory& directory);

} // namespace huiyin::server::api
