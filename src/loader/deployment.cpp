// SPDX-License-Identifier: Apache-2.0
// AWS Lambda unpacks its layers into /opt, one over the other: "the function uses the version in the last applied
// layer" (docs.aws.amazon.com/lambda/latest/dg, "Adding layers to functions"). "Packaging your layer content" lists the
// directories that it searches. The function is in /var/task, which comes before
// /opt/python/lib/python3.N/site-packages and /opt/python on sys.path (bootstrap.py of the Python runtimes).
#include "loader/deployment.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "text/path.hpp"

namespace platlint {

const Entry* find_entry(const Bundle& bundle, std::string_view path) {
  const auto at = std::lower_bound(bundle.entries.begin(), bundle.entries.end(), path,
                                   [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  return at != bundle.entries.end() && at->path == path ? &*at : nullptr;
}

namespace {

constexpr std::array<std::string_view, 7> layer_directories{"python/", "nodejs/", "java/",      "ruby/",
                                                            "lib/",    "bin/",    "extensions/"};

constexpr std::array<std::string_view, 8> code_suffixes{".py", ".pyc", ".js", ".mjs", ".cjs", ".jar", ".class", ".rb"};

// A file that may be a handler, or that a handler may load; "bootstrap" at the root belongs to a function too
// (runtimes-custom).
bool is_code(const Entry& entry) {
  return entry.status != Entry::Status::not_native || entry.damage || entry.path == "bootstrap" ||
         std::any_of(code_suffixes.begin(), code_suffixes.end(),
                     [&](std::string_view suffix) { return entry.path.ends_with(suffix); });
}

bool is_in_layer_directory(const Entry& entry) {
  return std::any_of(layer_directories.begin(), layer_directories.end(),
                     [&](std::string_view directory) { return entry.path.starts_with(directory); });
}

// All code of a layer lies where Lambda looks for it below /opt; a function has code in other places too.
bool is_layer(const Bundle& bundle) {
  return std::any_of(bundle.entries.begin(), bundle.entries.end(), is_in_layer_directory) &&
         std::all_of(bundle.entries.begin(), bundle.entries.end(),
                     [](const Entry& entry) { return is_in_layer_directory(entry) || !is_code(entry); });
}

// An installer unpacks a wheel, not Lambda. This also holds for a directory that contains only wheels.
bool is_wheel_or_wheels(const Bundle& bundle) {
  if (bundle.root.ends_with(".whl")) return true;
  bool any = false;
  for (const Entry& entry : bundle.entries) {
    if (!is_code(entry)) continue;
    if (!text::is_archive_or_inside(entry.path, ".whl")) return false;
    any = true;
  }
  return any;
}

Role role_of(const Bundle& bundle, const Target& target) {
  if (!target.name.starts_with("aws-lambda:") || bundle.failure || bundle.entries.empty()) return Role::alone;
  if (bundle.is_image) return Role::alone;  // it has its own /var/task and /opt, and uses no layers
  if (is_wheel_or_wheels(bundle)) return Role::alone;
  return is_layer(bundle) ? Role::layer : Role::function;
}

bool has_file(const Bundle& bundle, std::string_view path) {
  const Entry* const entry = find_entry(bundle, path);
  return entry != nullptr && entry->link.empty();
}

// If a function has no bootstrap, a root with one is the layer that brings the runtime (Bref's, for PHP), whatever else
// lies in it.
void find_runtime_layers(std::vector<Root>& roots, const Target& target) {
  const auto lacks_one = [](const Root& root) { return root.role == Role::function && !has_bootstrap(root.bundle); };
  if (!target.runtime.starts_with("provided") || std::none_of(roots.begin(), roots.end(), lacks_one)) return;
  for (Root& root : roots) {
    if (root.role == Role::function && has_bootstrap(root.bundle)) root.role = Role::layer;
  }
}

// "numpy/_core/_x.so" for "python/numpy/_core/_x.so"; empty if Python does not import from there.
std::string_view import_path(std::string_view path, const Python& python) {
  const std::string site =
      "python/lib/python" + std::to_string(python.major) + "." + std::to_string(python.minor) + "/site-packages/";
  for (const std::string_view prefix : {std::string_view(site), std::string_view("python/")}) {
    if (path.starts_with(prefix)) return path.substr(prefix.size());
  }
  return {};
}

// Python takes a whole package from the first directory of sys.path that has it, together with the libraries that
// auditwheel put beside it. Without __init__.py it searches the other directories too (PEP 420).
bool is_imported_instead(const Bundle& function, std::string_view layer_path, const Target& target) {
  if (!target.runtime.starts_with("python") || !target.python) return false;
  const std::string_view path = import_path(layer_path, *target.python);
  if (path.empty() || text::first_step(path)) return false;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return has_file(function, path);
  std::string_view package = path.substr(0, slash);
  if (package.ends_with(".libs")) package.remove_suffix(5);
  return has_file(function, std::string(package) + "/__init__.py") ||
         has_file(function, std::string(package) + "/__init__.pyc");
}

}  // namespace

bool has_bootstrap(const Bundle& bundle) {
  return find_entry(bundle, "bootstrap") != nullptr;
}

std::string_view mount_of(Role role) {
  switch (role) {
    case Role::alone:
      return "";
    case Role::layer:
      return "opt/";
    case Role::function:
      return "var/task/";
  }
  return "";
}

std::vector<WholeBundle> deploy(const std::vector<Bundle>& bundles, const std::vector<Ownership>& ownership,
                                const Target& target, bool is_said) {
  std::vector<Root> roots;
  for (std::size_t i = 0; i < bundles.size(); ++i) {
    Role role = role_of(bundles[i], target);
    if (is_said && role != Role::alone) role = i == 0 ? Role::function : Role::layer;
    roots.push_back({bundles[i], ownership[i], role});
  }
  if (!is_said) find_runtime_layers(roots, target);
  const auto functions =
      std::count_if(roots.begin(), roots.end(), [](const Root& root) { return root.role == Role::function; });
  std::vector<WholeBundle> deployed;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    WholeBundle whole{bundles[i], ownership[i], target, roots[i].role};
    for (std::size_t j = 0; j < roots.size() && whole.role != Role::alone; ++j) {
      if (j == i || roots[j].role != Role::layer) continue;
      (whole.role == Role::function || j < i ? whole.below : whole.above).push_back(roots[j]);
    }
    for (const Root& root : roots) {
      const bool over_it = root.role == Role::function && whole.role == Role::layer;
      if (over_it && functions == 1) whole.above.push_back(root);
    }
    deployed.push_back(std::move(whole));
  }
  return deployed;
}

const Root* hiding(const WholeBundle& whole, std::string_view path) {
  if (whole.role != Role::layer) return nullptr;
  const auto hides = [&](const Root& root) {
    return root.role == Role::layer ? has_file(root.bundle, path)
                                    : is_imported_instead(root.bundle, path, whole.target);
  };
  const auto found = std::find_if(whole.above.rbegin(), whole.above.rend(), hides);
  return found == whole.above.rend() ? nullptr : &*found;
}

std::string_view name(Role role) {
  switch (role) {
    case Role::alone:
      return "alone";
    case Role::layer:
      return "layer";
    case Role::function:
      return "function";
  }
  return "alone";
}

}  // namespace platlint
