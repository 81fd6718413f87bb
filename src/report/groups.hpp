// SPDX-License-Identifier: Apache-2.0
// Groups findings for the reports for people: one group per package, its worst complaint first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/audit.hpp"

namespace platlint {

/// Findings of one group with the same message. Findings for several missing libraries are one complaint: then
/// `message` names them all, and `findings` has one finding per file.
struct Complaint {
  Severity severity = Severity::note;
  const Rule* rule = nullptr;
  std::string message;
  std::vector<const Finding*> findings;  ///< of the audit that was grouped; at least one, in its order
};

/// Findings of one package of one root, or of one file without a package.
struct Group {
  std::size_t root = 0;                ///< index into Audit::bundles
  std::optional<std::size_t> package;  ///< index into the packages of that root
  std::string title;                   ///< "numpy 2.2.6", or the file's path, or the root; as the bundle writes it
  std::vector<Complaint> complaints;   ///< at least one, worst first

  Severity worst() const { return complaints.front().severity; }
};

/// The worst groups first, otherwise in the order of the findings. `with_notes`: notes too, and each library for
/// itself.
std::vector<Group> groups(const Audit& audit, bool with_notes);

/// The fixes for the findings of a group: each summary once.
std::vector<const Fix*> fixes(const Group& group);

}  // namespace platlint
