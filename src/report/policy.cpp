// SPDX-License-Identifier: Apache-2.0
#include "report/policy.hpp"

#include <array>
#include <string>

namespace platlint {

namespace {

struct Count {
  std::size_t number;
  std::string_view one;
  std::string_view many;
  std::string_view what;
};

// "2 findings allowed, 3 in the baseline": a noun is not repeated.
template <std::size_t N>
std::string sentence(const std::array<Count, N>& counts) {
  std::string text;
  std::string_view noun;
  for (const Count& count : counts) {
    if (count.number == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count.number) + " ";
    if (noun != count.many) text.append(count.number == 1 ? count.one : count.many).append(" ");
    text += count.what;
    noun = count.many;
  }
  return text;
}

void write(std::ostream& out, const WaivedFinding& waived) {
  const Finding& finding = waived.finding;
  out << "    " << printable(finding.path.empty() ? "the whole bundle" : finding.path);
  if (!finding.slice.empty()) out << " (" << finding.slice << ")";
  out << ": " << printable(finding.message) << " [" << finding.rule->name << "], "
      << (waived.allowance ? "allowed: " + printable(waived.reason) : "in the baseline") << '\n';
}

}  // namespace

void write_policy(std::ostream& out, const Audit& audit, const ReportOptions& options) {
  const Summary& summary = audit.summary;
  const std::string text =
      sentence(std::array<Count, 5>{{{summary.allowed, "finding", "findings", "allowed"},
                                     {summary.baseline, "finding", "findings", "in the baseline"},
                                     {summary.ignored, "finding", "findings", "ignored"},
                                     {summary.excluded, "entry", "entries", "excluded"},
                                     {audit.target.provided.size(), "library", "libraries", "said to be provided"}}});
  if (audit.target.sysroot) out << "judged for " << printable(audit.target.description) << '\n';
  if (text.empty()) return;
  const bool more = !options.verbose && !audit.policy.waived.empty();
  out << text << (more ? " (-v lists them)" : "") << '\n';
  if (!options.verbose) return;
  for (const WaivedFinding& waived : audit.policy.waived) write(out, waived);
}

void write_excluded(std::ostream& out, const Summary& summary) {
  const std::string text = sentence(std::array<Count, 1>{{{summary.excluded, "entry", "entries", "excluded"}}});
  if (!text.empty()) out << text << '\n';
}

}  // namespace platlint
