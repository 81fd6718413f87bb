// SPDX-License-Identifier: Apache-2.0
#include "report/html/data.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "report/html/files.hpp"
#include "report/html/judgements.hpp"
#include "report/table.hpp"
#include "report/verdict.hpp"

namespace platlint::html {

namespace {

Json rules_of(const Batch& batch) {
  Json rows = Json::object();
  for (const Audit& audit : batch.audits) {
    for (const Finding& finding : audit.findings) {
      const Rule& rule = *finding.rule;
      rows[std::string(rule.name)] = {{"summary", rule.summary}, {"why", rule.why}, {"reference", rule.reference}};
    }
  }
  return rows;
}

class Page {
 public:
  Json add(const Bundle& bundle, const Ownership& ownership) {
    bundles_.push_back(bundle_data(bundle, ownership, facts_));
    return bundles_.size() - 1;
  }

  Json take(Json page) {
    page["facts"] = facts_.rows();
    page["bundles"] = std::move(bundles_);
    return page;
  }

 private:
  Numbered facts_;
  Json bundles_ = Json::array();
};

Json beginning(std::string_view verdict, const std::string& words) {
  return {{"version", program_version()}, {"verdict", verdict}, {"headline", words}, {"platforms", Json::array()}};
}

std::string part_name(const Audit& audit, std::size_t root) {
  std::string text = audit.name.empty() ? "" : printable(audit.name) + ": ";
  text += printable(audit.bundles[root].root);
  if (const std::string role = role_words(audit, root); !role.empty()) text += " " + role;
  return text;
}

// The page always says how many findings do not count.
std::string counts_of(const Batch& batch) {
  const Summary summary = totals(batch).summary;
  std::string text = batch.audits.size() == 1
                         ? counts(batch.audits.front())
                         : plural(summary.errors, "error") + ", " + plural(summary.warnings, "warning") + ", " +
                               plural(summary.notes, "note");
  if (summary.allowed != 0) text += ", " + plural(summary.allowed, "finding") + " allowed";
  if (summary.baseline != 0) text += ", " + plural(summary.baseline, "finding") + " in the baseline";
  if (summary.ignored != 0) text += ", " + plural(summary.ignored, "finding") + " ignored";
  if (summary.excluded != 0) text += ", " + plural(summary.excluded, "entry") + " excluded";
  return printable(text);
}

// The same bundles for several platforms are one part each, judged several times. Otherwise each audit has its own
// parts.
Json parts(const Batch& batch, Page& page) {
  const bool crossed = is_crossed(batch);
  Json list = Json::array();
  for (std::size_t i = 0; i < batch.audits.size(); ++i) {
    const Audit& audit = batch.audits[i];
    Json all = judgements(audit, i);
    for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
      if (!crossed || i == 0) {
        list.push_back({{"name", part_name(audit, root)},
                        {"bundle", page.add(audit.bundles[root], audit.ownership[root])},
                        {"judgements", Json::array()}});
      }
      Json& part = crossed ? list[root] : list.back();
      part["judgements"].push_back(std::move(all[root]));
    }
  }
  return list;
}

Json requirements(const Bundle& bundle, const Requirements& needed) {
  Json needs = Json::array();
  Json minority = Json::array();
  Json misfits = Json::array();
  Json fits = Json::array();
  for (const Need& need : needed.needs) needs.push_back({printable(need.what), printable(need.path)});
  for (const Need& need : needed.minority) minority.push_back({printable(need.what), printable(need.path)});
  for (const Misfit& misfit : needed.misfits) misfits.push_back({printable(misfit.platform), misfit.rule->name});
  for (const std::string& one : needed.fits) fits.push_back(printable(one));
  return {{"platform", needed.platform.empty() ? no_native_words(bundle) : printable(needed.platform)},
          {"everywhere", needed.everywhere || needed.platform.empty()},
          {"unused", needed.unused},
          {"needs", needs},
          {"minority", minority},
          {"fits", fits},
          {"misfits", misfits}};
}

// One bundle, read whole.
std::string of_platforms(const Batch& batch, const Totals& all) {
  const std::string root = printable(batch.audits.front().bundles.front().root);
  const std::string count = std::to_string(batch.audits.size());
  if (all.misfits.empty()) return root + " fits all " + count + " platforms";
  return root + " does not fit " + std::to_string(all.misfits.size()) + " of " + count + " platforms";
}

}  // namespace

std::string headline(const Batch& batch) {
  const Totals all = totals(batch);
  if (is_crossed(batch) && batch.audits.front().bundles.size() == 1 && batch.unjudged.empty() && all.complete())
    return of_platforms(batch, all);
  if (batch.audits.size() != 1 || !batch.unjudged.empty())
    return all.bundles == 0 ? "nothing was judged" : printable(totals_words(all, {}));
  const Audit& audit = batch.audits.front();
  if (audit.bundles.size() >= many_roots) return printable(totals_words(all, audit.target.name));
  return roots(audit) + " " + verdict_words(audit) + " " + printable(audit.target.name);
}

std::string headline(const Survey& survey) {
  if (survey.bundles.size() != 1) return "what " + plural(survey.bundles.size(), "bundle") + " need";
  const Requirements& needed = survey.requirements.front();
  const std::string root = printable(survey.bundles.front().root);
  if (survey.bundles.front().failure) return root + " could not be read";
  if (needed.platform.empty()) return root + ": " + no_native_words(survey.bundles.front());
  if (!needed.minority.empty()) return root + " is mixed: for " + printable(needed.platform) + ", but not all of it";
  return root + " is for " + printable(needed.platform) + (needed.everywhere ? ", and runs elsewhere too" : "");
}

Json page_data(const Batch& batch) {
  Page page;
  Json data = beginning(name(totals(batch).verdict()), headline(batch));
  data["counts"] = counts_of(batch);
  data["crossed"] = is_crossed(batch);
  for (const Audit& audit : batch.audits) {
    Json fixes = Json::array();
    for (const Fix& fix : audit.fixes) fixes.push_back(fix_data(fix));
    data["platforms"].push_back({{"name", printable(audit.target.name)},
                                 {"description", printable(audit.target.description)},
                                 {"fixes", fixes}});
  }
  data["rules"] = rules_of(batch);
  data["not_judged"] = Json::array();
  for (const Unjudged& part : batch.unjudged) data["not_judged"].push_back(printable(unjudged_words(part)));
  data["parts"] = parts(batch, page);
  return page.take(std::move(data));
}

Json page_data(const Survey& survey) {
  Page page;
  Json data = beginning(name(survey.summary.verdict), headline(survey));
  data["counts"] = native_words(survey.summary) + ", " + plural(survey.summary.entries, "entry");
  data["crossed"] = false;
  data["rules"] = Json::object();
  data["not_judged"] = Json::array();
  data["parts"] = Json::array();
  for (std::size_t i = 0; i < survey.bundles.size(); ++i) {
    data["parts"].push_back({{"name", printable(survey.bundles[i].root)},
                             {"bundle", page.add(survey.bundles[i], survey.ownership[i])},
                             {"judgements", Json::array()},
                             {"needs", requirements(survey.bundles[i], survey.requirements[i])}});
  }
  return page.take(std::move(data));
}

}  // namespace platlint::html
