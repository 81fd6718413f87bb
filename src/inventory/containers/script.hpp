// SPDX-License-Identifier: Apache-2.0
// Shell scripts that carry an archive behind their last line: makeself's, those that conda's constructor makes
// (Miniconda), CPack's, and others that are made by hand.
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
  std::vector<Range> ranges;  ///< each is a file: an archive, or a program. They may lie behind the script's end.
};

/// `head`: the file's first bytes. None: it is no script, or carries nothing.
std::optional<ScriptPayload> find_script_payload(const Source& source, std::span<const std::byte> head);

}  // namespace platlint
