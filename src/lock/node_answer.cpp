// SPDX-License-Identifier: Apache-2.0
// For each installed package that is split by platform: is there a part for this one? npm leaves out an optional
// package that is not for the platform, and the packages that only it brings (arborist lib/optional-set.js); pnpm does
// the same.
#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>

#include "lock/node_platform.hpp"
#include "lock/readers.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

// A package that depends on one of these has an addon that is built, or fetched, when it is installed.
constexpr std::array builders{
    std::string_view("node-gyp"),
    std::string_view("node-addon-api"),
    std::string_view("nan"),
    std::string_view("prebuild-install"),
    std::string_view("node-gyp-build"),
    std::string_view("node-gyp-build-optional-packages"),
    std::string_view("bindings"),
    std::string_view("@mapbox/node-pre-gyp"),
    std::string_view("node-pre-gyp"),
    std::string_view("cmake-js"),
    std::string_view("pkg-prebuilds"),
    std::string_view("@discordjs/node-pre-gyp"),
};

bool is_builder(std::string_view name) {
  return std::find(builders.begin(), builders.end(), name) != builders.end();
}

class NodeSelection {
 public:
  NodeSelection(const NodeLock& lock, const NodePlatform& platform, bool dev)
      : packages_(lock.packages),
        platform_(platform),
        dev_(dev),
        required_(packages_.size()),
        left_out_(packages_.size()) {
    required_ = walk(lock.roots, false);
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (!required_[i] && !admits(packages_[i], platform)) left_out_[i] = true;
    }
    leave_out_askers();
    installed_ = walk(lock.roots, true);
  }

  bool is_required(std::size_t package) const { return required_[package]; }
  bool is_installed(std::size_t package) const { return installed_[package]; }

 private:
  std::vector<bool> walk(const std::vector<std::size_t>& roots, bool with_optional) const {
    std::vector<bool> seen(packages_.size());
    std::deque<std::size_t> todo;
    const auto enter = [&](std::size_t package) {
      if (seen[package] || left_out_[package]) return;
      seen[package] = true;
      todo.push_back(package);
    };
    const auto follow = [&](const std::vector<NodeEdge>& edges) {
      for (const NodeEdge& edge : edges) {
        if (edge.to && (with_optional || !edge.optional)) enter(*edge.to);
      }
    };
    for (const std::size_t root : roots) enter(root);
    while (!todo.empty()) {
      const NodePackage& package = packages_[todo.front()];
      todo.pop_front();
      follow(package.edges);
      if (dev_) follow(package.development);
    }
    return seen;
  }

  // If a package is left out, packages that cannot work without it are left out too.
  void leave_out_askers() {
    std::vector<std::vector<std::size_t>> askers(packages_.size());
    std::deque<std::size_t> todo;
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      for (const NodeEdge& edge : packages_[i].edges) {
        if (edge.to && !edge.optional) askers[*edge.to].push_back(i);
      }
      if (left_out_[i]) todo.push_back(i);
    }
    while (!todo.empty()) {
      const std::size_t package = todo.front();
      todo.pop_front();
      for (const std::size_t asker : askers[package]) {
        if (required_[asker] || left_out_[asker]) continue;
        left_out_[asker] = true;
        todo.push_back(asker);
      }
    }
  }

  const std::vector<NodePackage>& packages_;
  NodePlatform platform_;
  bool dev_;
  std::vector<bool> required_;
  std::vector<bool> left_out_;
  std::vector<bool> installed_;
};

// The parts of a package that are for one platform each.
struct Parts {
  std::size_t count = 0;
  std::vector<std::string> fitting;    // that are installed
  std::vector<std::string> lacking;    // for the platform, but not in the lock
  std::vector<std::string> platforms;  // platforms with a part: "linux-x64"
};

class NodeAnswer {
 public:
  NodeAnswer(const Lock& lock, const Target& target, const Choice& choice)
      : format_(lock.format),
        packages_(lock.node->packages),
        platform_(node_platform(target)),
        selection_(*lock.node, platform_, choice.dev) {
    result_.target = target;
  }

  LockAnswer answer() {
    std::vector<std::size_t> installed;
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      const bool is_other = packages_[i].is_project || packages_[i].is_bundled;
      if (selection_.is_installed(i) && !is_other) installed.push_back(i);
    }
    const auto key = [&](std::size_t i) { return std::tie(packages_[i].name, packages_[i].version); };
    std::sort(installed.begin(), installed.end(), [&](auto one, auto other) { return key(one) < key(other); });
    // A package in several places is reported once, although its dependencies may differ.
    const auto is_same = [&](auto one, auto other) { return key(one) == key(other); };
    installed.erase(std::unique(installed.begin(), installed.end(), is_same), installed.end());
    for (const std::size_t i : installed) add(i);
    return std::move(result_);
  }

 private:
  Parts parts_of(const NodePackage& package) const {
    Parts parts;
    std::map<std::string, bool> has_musl;
    for (const NodeEdge& edge : package.edges) {
      const std::optional<NamedPlatform> named = edge.optional ? platform_in_name(edge.name) : std::nullopt;
      if (named && named->platform.libc == "musl") has_musl[named->stem] = true;
    }
    std::map<std::string, std::pair<bool, std::vector<std::string>>> families;
    for (const NodeEdge& edge : package.edges) {
      if (!edge.optional) continue;
      const std::optional<NamedPlatform> named = platform_in_name(edge.name);
      const bool is_bound =
          edge.to && (!packages_[*edge.to].systems.empty() || !packages_[*edge.to].processors.empty());
      if (!named && !is_bound) continue;
      if (named) {
        ++parts.count;
        parts.platforms.emplace_back(edge.name.substr(named->stem.size() + 1));
      }
      auto& family = families[named ? named->stem : std::string(edge.name)];
      if (edge.to && selection_.is_installed(*edge.to) && !names_other_libc(edge.name, platform_)) {
        parts.fitting.emplace_back(edge.name);
        family.first = true;
      } else if (!edge.to && named && is_for_this(*named, has_musl[named->stem])) {
        family.second.emplace_back(edge.name);
      }
    }
    for (const auto& [stem, family] : families) {
      if (!family.first) parts.lacking.insert(parts.lacking.end(), family.second.begin(), family.second.end());
    }
    return parts;
  }

  // If a package has no parts for musl, its parts for Linux serve musl too: they are linked statically.
  bool is_for_this(NamedPlatform named, bool has_musl) const {
    if (!has_musl && named.platform.libc.empty()) named.platform.libc = platform_.libc;
    return names(named, platform_);
  }

  void add(std::size_t index) {
    const NodePackage& package = packages_[index];
    Item item{std::string(package.name), std::string(package.version), Supply::ready, {}};
    const Parts parts = parts_of(package);
    if (!admits(package, platform_)) {
      item.supply = Supply::nothing;
      find(index, refusal(package), {});
    } else if (!parts.lacking.empty()) {
      item.supply = Supply::nothing;
      find(index, "its part for the platform is not in the lock: " + joined(parts.lacking), lacking_fix());
    } else if (parts.count > 1 && parts.fitting.empty()) {
      item.supply = package.has_script ? Supply::source : Supply::nothing;
      find(index, no_part(package, parts), no_part_fix(package));
    } else if (parts.count == 0 && may_be_built(package)) {
      find(index, "its install script may build it from source", script_fix(), Severity::note);
    }
    if (!parts.fitting.empty() && item.supply == Supply::ready) item.file = parts.fitting.front();
    result_.items.push_back(std::move(item));
  }

  // pnpm's lock of version 9 does not say which packages have scripts.
  bool may_be_built(const NodePackage& package) const {
    const bool is_known = package.has_script || format_ == LockFormat::pnpm;
    return is_known && std::any_of(package.edges.begin(), package.edges.end(),
                                   [](const NodeEdge& edge) { return is_builder(edge.name); });
  }

  // An optional package may be missing: the package that lists it then works without it.
  void find(std::size_t index, std::string message, LockFix fix, Severity severity = Severity::error) {
    if (!selection_.is_required(index)) severity = Severity::note;
    const NodePackage& package = packages_[index];
    result_.findings.push_back(
        {severity, std::string(package.name), std::string(package.version), std::move(message), std::move(fix)});
  }

  static std::string joined(const std::vector<std::string>& words) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) text += (i == 0 ? "" : ", ") + words[i];
    return text + (words.size() > most ? ", ..." : "");
  }

  static std::string joined(const std::vector<std::string_view>& words) {
    return joined(std::vector<std::string>(words.begin(), words.end()));
  }

  std::string refusal(const NodePackage& package) const {
    std::string asked;
    const auto add = [&](const std::string& name, const std::vector<std::string_view>& words) {
      if (!words.empty()) asked += (asked.empty() ? "" : ", ") + name + " " + joined(words);
    };
    add("os", package.systems);
    add("cpu", package.processors);
    add("libc", package.libcs);
    return "it is for " + asked + (format_ == LockFormat::npm ? ": npm refuses to install it (EBADPLATFORM)" : "");
  }

  static std::string no_part(const NodePackage& package, const Parts& parts) {
    return "it has no part for the platform, only for " + joined(parts.platforms) +
           (package.has_script ? ": its install script will build or fetch it" : "");
  }

  LockFix no_part_fix(const NodePackage& package) const { return package.has_script ? script_fix() : LockFix{}; }

  LockFix script_fix() const {
    LockFix fix;
    fix.arguments = {"--ignore-scripts"};
    fix.summary = (format_ == LockFormat::npm ? "npm ci" : "pnpm install") +
                  std::string(" --ignore-scripts keeps it from being built");
    return fix;
  }

  LockFix lacking_fix() const {
    LockFix fix;
    fix.summary = format_ == LockFormat::npm
                      ? "npm leaves out what it cannot fetch, and the parts of other platforms if a "
                        "node_modules is there: remove "
                        "node_modules and package-lock.json, and run npm install"
                      : "pnpm install --force writes the lock for all platforms";
    return fix;
  }

  LockFormat format_;
  const std::vector<NodePackage>& packages_;
  NodePlatform platform_;
  NodeSelection selection_;
  LockAnswer result_;
};

}  // namespace

LockAnswer answer_node(const Lock& lock, const Target& target, const Choice& choice) {
  return NodeAnswer(lock, target, choice).answer();
}

}  // namespace platlint::lock
