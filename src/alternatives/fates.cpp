// SPDX-License-Identifier: Apache-2.0
#include "alternatives/fates.hpp"

#include <algorithm>
#include <utility>

#include "alternatives/decision.hpp"
#include "alternatives/missed.hpp"

namespace platlint {

namespace {

void mark(Fates& fates, const std::vector<std::size_t>& entries, Fate::Kind kind) {
  for (const std::size_t entry : entries) fates.entries[entry].kind = kind;
}

void add_lack(Fates& fates, const Family& family, std::vector<std::size_t> entries, Missed missed) {
  mark(fates, entries, missed == Missed::no ? Fate::Kind::unused : Fate::Kind::lacking);
  if (missed == Missed::no) return;
  std::sort(entries.begin(), entries.end());
  fates.lacks.push_back({family.package, std::move(entries), missed == Missed::perhaps});
}

}  // namespace

Fates find_fates(const WholeBundle& whole, const std::vector<Family>& families) {
  std::vector<FamilyDecision> decisions;
  bool jars_serve = false;
  for (const Family& family : families) {
    decisions.push_back(decide(whole, family));
    jars_serve = jars_serve || (family.in_jar && decisions.back().serves);
  }
  Fates fates;
  for (std::size_t i = 0; i < families.size(); ++i) {
    FamilyDecision& decision = decisions[i];
    mark(fates, decision.unused, Fate::Kind::unused);
    mark(fates, decision.shared, Fate::Kind::shared);
    if (!decision.lacking.empty()) {
      const Missed missed = how_missed(whole, families[i], decision.lacking, jars_serve);
      add_lack(fates, families[i], std::move(decision.lacking), missed);
    }
    for (const std::size_t entry : decision.optional) fates.entries[entry].optional = true;
  }
  return fates;
}

}  // namespace platlint
