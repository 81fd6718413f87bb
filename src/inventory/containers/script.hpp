// SPDX-License-Identifier: Apache-2.0
// Shell scripts with an archive after their last line: those of makeself, of conda's constructor (Miniconda), of CPack,
// and others that people write by hand.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "inventory/containers/range_stream.hpp"

namespace platlint {

struct ScriptPayload {
  std::string_view kind;      ///< "a makeself archive"
  std::vector<Range> ranges;  ///< each is a file: an archive, or a program. They may reach beyond the script's end.
};

/// `head`: the file's first bytes. Unset: it is not a script, or has no payload.
std::optional<ScriptPayload> find_script_payload(const Source& source, std::span<const std::byte> head);

}  // namespace platlint
