// SPDX-License-Identifier: Apache-2.0
// What belongs together in the reports for people: one group a package, its worst complaint first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/audit.hpp"

namespace platlint {

/// Findings of one group that say the same. What several libraries lack is one: then `message` names them, and
/// `findings` has one finding a file.
struct Complaint {
  Severity severity = Severity::note;
  const Rule* rule = nullptr;
  std::string message;
  std::vector<const Finding*> findings;  ///< of the audit that was grouped; at least one, in its order
};

/// Findings of one package of one root, or of one file that is nobody's.
struct Group {
  std::size_t root = 0;                ///< index into Audit::bundles
  std::optional<std::size_t> package;  ///< index into the packages of that root
  std::string title;                   ///< "numpy 2.2.6", or the file's path, or the root; as the bundle writes it
  std::vector<Complaint> complaints;   ///< at least one, worst first

  Severity worst() const { return complaints.front().severity; }
};

/// The worst groups first, else in the order of the findings. `with_notes`: all of them, each library for itself.
std::vector<Group> groups(const Audit& audit, bool with_notes);

/// What fixes the findings of a group: each summary once.
std::vector<const Fix*> fixes(const Group& group);

}  // namespace platlint
