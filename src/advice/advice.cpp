// SPDX-License-Identifier: Apache-2.0
// Chooses the fix for a finding: by what its rule found, the owner of the file, and how the file got there.
#include "advice/advice.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "advice/ecosystems.hpp"
#include "advice/installers.hpp"
#include "advice/libraries.hpp"
#include "advice/other.hpp"
#include "advice/request.hpp"
#include "alternatives/fitness.hpp"
#include "alternatives/platform_words.hpp"
#include "rules/rows.hpp"
#include "text/path.hpp"

namespace platlint {
namespace {

using namespace advice;

/// The request for an installer.
struct Order {
  const Installer* installer;
  Request request;
};

/// Either a request for an installer, or a fix without one.
using Answer = std::variant<Order, Fix>;

/// A warning for which another build is not necessary. Every machine sold since 2009 has x86-64-v2, and all releases of
/// glibc so far have the internals that published files use.
bool is_a_mere_risk(const Finding& finding) {
  return finding.severity == Severity::warning &&
         (finding.rule == &rule::cpu_too_new || finding.actual == "GLIBC_PRIVATE");
}

/// The wheel itself breaks the promise of its tags, so no installer has another file.
bool is_broken_promise(const Finding& finding) {
  return finding.rule == &rule::wrong_python_abi && finding.actual.starts_with("a module for ");
}

FixedBy fixed_by(const Finding& finding) {
  if (is_broken_promise(finding)) return FixedBy::line;
  // Some files are chosen by a schema, and some by the directory of the Ruby that bundler runs in.
  if (finding.actual.starts_with("Prisma's engine") || finding.actual.starts_with("gems for Ruby"))
    return FixedBy::line;
  return is_a_mere_risk(finding) ? FixedBy::nothing : finding.rule->fix.by;
}

/// A wheel file inside the bundle that is not unpacked. If the wheel is the root, its contents count instead: the same
/// bundle as a directory and as an archive gets the same findings.
bool is_wheel_file(const Package& package) {
  return text::is_archive_or_inside(package.path, ".whl");
}

Answer python_answer(const Package& package, const Target& target, bool other_python, bool lacks_all) {
  if (lacks_all && fits_by_tag(package.tags, target)) return again(package);
  auto request = request_for(package, target, other_python);
  if (is_wheel_file(package) && package.installer != "pex") return other_wheel(package, target);
  if (request.origin == Origin::local_project) return own_build(package, target);
  if (request.origin == Origin::address) return release(package, target);
  if (request.origin == Origin::mistagged) return honest_wheel(package, target);
  if (!is_plain(request.name)) return replacement(target);
  const auto* installer = find_installer(package);
  if (installer == nullptr) return by_other_installer(package, target);
  return Order{installer, std::move(request)};
}

/// Could an installer add something: a part that the target would take, and that is missing? If the package that asks
/// for the parts is not in the bundle, nobody knows.
bool has_another_part(const Package& package, const Ownership& ownership, const Target& target) {
  const auto& all = ownership.packages;
  const auto named = [&](const std::string& name) {
    return std::find_if(all.begin(), all.end(), [&](const Package& it) { return it.name == name; });
  };
  const auto asking = named(package.request);
  return asking == all.end() ||
         std::any_of(asking->optional.begin(), asking->optional.end(), [&](const std::string& name) {
           const auto part = read_platform_path(name + "/x").platform;
           return part.in_words && !is_elsewhere(part, target) && named(name) == all.end();
         });
}

Answer node_answer(const Package& package, const Ownership& ownership, const Target& target, bool lacks_all) {
  if (package.local_project) return own_build(package, target);
  const bool has_parts = !package.request.empty() && has_another_part(package, ownership, target);
  if (lacks_all && !has_parts && !package.builds.empty()) return unrun_script(package, target);
  if (!package.request.empty() && !has_parts && !lacks_all)
    return package.builds.empty() ? other_release(package, target) : install_script(package, target);
  const auto* installer = find_installer(package);
  if (package.request.empty() || !is_plain(package.request) || node_platform(target).empty() || installer == nullptr) {
    return install_script(package, target);
  }
  Request request;
  request.name = package.request;
  return Order{installer, std::move(request)};
}

/// A package of a root, by indices.
using Key = std::pair<std::size_t, std::size_t>;

/// The requests of all findings, one per package: a package may have a million findings with only two causes.
class Questions {
 public:
  explicit Questions(const Audit& audit) : audit_(audit) {
    for (const auto& finding : audit.findings) {
      if (counts(finding) && fixed_by(finding) == FixedBy::another_python) other_python_.insert(key(finding));
      if (counts(finding) && finding.rule == &rule::missing_native_code) lacks_all_.insert(key(finding));
    }
  }

  static bool counts(const Finding& finding) {
    return finding.severity != Severity::note && finding.package.has_value();
  }
  static Key key(const Finding& finding) { return {finding.root, *finding.package}; }

  Answer answer(const Key& key) const {
    const auto& package = audit_.ownership[key.first].packages[key.second];
    const auto& target = audit_.target;
    switch (package.ecosystem) {
      case Ecosystem::node:
        return node_answer(package, audit_.ownership[key.first], target, lacks_all_.count(key) > 0);
      case Ecosystem::python:
        return python_answer(package, target, other_python_.count(key) > 0, lacks_all_.count(key) > 0);
      default:
        return another_build(package, target);
    }
  }

 private:
  const Audit& audit_;
  std::set<Key> other_python_;
  std::set<Key> lacks_all_;  // the libraries that they need for the target
};

Context context_of(const Audit& audit) {
  Context context{audit.target};
  for (const auto& ownership : audit.ownership) {
    for (const auto& package : ownership.packages) {
      if (package.local_project && package.ecosystem == Ecosystem::python) context.has_local_project = true;
    }
  }
  return context;
}

/// The request for an installer, and another fix in case the guess was wrong: a tag that a local build leaves does not
/// prove one.
Fix ask(const Installer& installer, const Requests& requests, const Context& context) {
  auto fix = installer.fix(requests, context);
  const bool doubtful = std::any_of(requests.begin(), requests.end(), [](const Request& it) { return it.doubtful; });
  if (doubtful) fix.summary = "built here, or published like that (then take another release): " + fix.summary;
  return fix;
}

Fix fix_of(const Answer& answer, const Context& context) {
  if (const auto* fix = std::get_if<Fix>(&answer)) return *fix;
  const auto& order = std::get<Order>(answer);
  return ask(*order.installer, {order.request}, context);
}

/// When its dependencies are right, an editor's extension or an app must be packed again.
Fix fix_of(const Answer& answer, const Context& context, const Bundle& bundle) {
  auto fix = fix_of(answer, context);
  const std::string last = repacked(bundle, context.target);
  if (!last.empty()) fix.summary += "; then " + last;
  return fix;
}

/// The requests for one installer.
class Basket {
 public:
  /// A package may be in two roots: it is requested once, for all its problems.
  void add(const Request& request) {
    const auto [place, added] = places_.emplace(request.name, requests_.size());
    if (added) return requests_.push_back(request);
    auto& same = requests_[place->second];
    if (request.origin == Origin::wheel) same.origin = Origin::wheel;
    same.doubtful = same.doubtful || request.doubtful;
    same.satisfied = same.satisfied && request.satisfied;
    same.other_python = same.other_python || request.other_python;
  }

  const Requests& requests() const { return requests_; }

 private:
  Requests requests_;
  std::map<std::string, std::size_t> places_;
};

/// The libraries that are missing for the files of one package of a root, or for the files without a package. One
/// command installs them all.
using Lacks = std::map<std::pair<std::size_t, std::optional<std::size_t>>, std::vector<std::string>>;

Lacks lacks_of(const Audit& audit) {
  Lacks lacks;
  std::set<std::pair<const std::vector<std::string>*, std::string_view>> seen;
  for (const auto& finding : audit.findings) {
    if (finding.severity == Severity::note || fixed_by(finding) != FixedBy::library) continue;
    auto& libraries = lacks[{finding.root, finding.package}];
    if (seen.insert({&libraries, finding.expected}).second) libraries.push_back(finding.expected);
  }
  for (auto& [key, libraries] : lacks) std::sort(libraries.begin(), libraries.end());
  return lacks;
}

bool asks_an_installer(FixedBy by) {
  return by == FixedBy::another_build || by == FixedBy::another_python;
}

/// Another build of the package would not fix this.
Fix fix_without_installer(const Finding& finding, const Package* package, const Audit& audit, const Lacks& lacks) {
  switch (finding.rule->fix.by) {
    case FixedBy::library:
      return library_fix(lacks.at({finding.root, finding.package}), package, audit.target);
    case FixedBy::copy:
      return files_for_links(finding, package);
    default:
      return line_of_rule(finding, package);
  }
}

}  // namespace

void advise(Audit& audit) {
  const auto context = context_of(audit);
  const Questions questions{audit};
  const auto lacks = lacks_of(audit);
  std::map<Key, Fix> known;
  for (auto& finding : audit.findings) {
    const auto by = fixed_by(finding);
    if (finding.severity == Severity::note || by == FixedBy::nothing) continue;
    if (!asks_an_installer(by)) {
      const auto* package = finding.package ? &audit.ownership[finding.root].packages[*finding.package] : nullptr;
      finding.fix = fix_without_installer(finding, package, audit, lacks);
    } else if (!finding.package) {
      finding.fix = recompiled(finding, audit.bundles[finding.root], audit.target);
    } else {
      const auto [place, added] = known.try_emplace(Questions::key(finding));
      if (added) place->second = fix_of(questions.answer(place->first), context, audit.bundles[finding.root]);
      finding.fix = place->second;
    }
  }
}

std::vector<Fix> combined_fixes(const Audit& audit) {
  const Questions questions{audit};
  std::vector<std::pair<const Installer*, Basket>> baskets;
  std::set<Key> seen;
  for (const auto& finding : audit.findings) {
    if (!Questions::counts(finding) || !asks_an_installer(fixed_by(finding))) continue;
    if (!seen.insert(Questions::key(finding)).second) continue;
    const auto answer = questions.answer(Questions::key(finding));
    const auto* order = std::get_if<Order>(&answer);
    if (order == nullptr) continue;
    auto place =
        std::find_if(baskets.begin(), baskets.end(), [&](const auto& it) { return it.first == order->installer; });
    if (place == baskets.end()) place = baskets.insert(baskets.end(), {order->installer, Basket{}});
    place->second.add(order->request);
  }
  const auto context = context_of(audit);
  std::vector<Fix> fixes;
  for (const auto& [installer, basket] : baskets) {
    auto fix = ask(*installer, basket.requests(), context);
    if (!fix.arguments.empty()) fixes.push_back(std::move(fix));
  }
  return fixes;
}

}  // namespace platlint
