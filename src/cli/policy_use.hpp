// SPDX-License-Identifier: Apache-2.0
// The use of the policy over all audits of a run: an allowance that one bundle does not use, another may.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/settings.hpp"
#include "platlint/audit.hpp"

namespace platlint::cli {

class PolicyUse {
 public:
  void add(const Audit& audit);

  /// The baseline of all bundles that were audited.
  const std::vector<KnownFinding>& recorded() const { return recorded_; }

  /// A line for each allowance that allows nothing or has expired, and for the rows of the baseline that are gone.
  std::vector<std::string> notices(const Settings& settings, const Policy& policy) const;

 private:
  using Place = std::pair<std::string, std::string>;  // a bundle on a platform

  std::vector<KnownFinding> gone() const;
  bool knows_any(const std::vector<KnownFinding>& baseline) const;

  std::vector<std::size_t> matched_;
  std::map<KnownFinding, std::size_t> gone_;  // in this many audits
  std::map<Place, std::size_t> audits_;
  std::vector<KnownFinding> recorded_;
  bool all_read_ = true;
};

}  // namespace platlint::cli
