// SPDX-License-Identifier: Apache-2.0
// Will a module that uses NumPy's C interface find the NumPy that it was compiled for? NumPy refuses a module of
// another ABI version, and one of a newer feature version (numpy/core/code_generators/generate_numpy_api.py,
// _import_array). The bundle's metadata says which NumPy it has, or else the name of NumPy's own module.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/common.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

/// A NumPy of the bundle.
struct Numpy {
  std::string directory;  // the directory that it is imported from, with its '/'
  int major = 0;
  std::optional<Version> version;  // if its metadata says it
};

// Wheels of one directory are installed together: "wheels/a.whl!/a/_x.so" becomes "wheels/a/_x.so".
std::string installed_path(std::string_view path) {
  const std::optional<text::Step> step = text::first_step(path);
  if (!step || !step->archive.ends_with(".whl")) return std::string(path);
  return text::as_prefix(text::parent(step->archive)) + std::string(step->member);
}

// "2.1.0" for "2.1.0rc1": a pre-release has the C interface of its release.
std::optional<Version> release_of(std::string_view version) {
  const std::size_t end = std::min(version.find_first_not_of("0123456789."), version.size());
  std::string_view numbers = version.substr(0, end);
  while (numbers.ends_with('.')) numbers.remove_suffix(1);
  return parse_version(numbers);
}

// Recognised by its C module, which is in numpy/_core since NumPy 2; the files left in numpy/core there are Python.
std::optional<Numpy> read_numpy(const Entry& entry, const Package* package) {
  struct Place {
    std::string_view module;
    int major;
  };
  constexpr std::array places{Place{"numpy/_core/_multiarray_umath.", 2}, Place{"numpy/core/_multiarray_umath.", 1}};
  if (entry.status == Entry::Status::not_native) return std::nullopt;
  const std::string path = installed_path(entry.path);
  for (const Place& place : places) {
    const std::size_t at = path.rfind(place.module);
    if (at == std::string::npos || (at != 0 && path[at - 1] != '/')) continue;
    const bool is_known = package != nullptr && text::normalised_name(package->name) == "numpy";
    return Numpy{path.substr(0, at), place.major, is_known ? release_of(package->version) : std::nullopt};
  }
  return std::nullopt;
}

void add_numpys(const Bundle& bundle, const Ownership& ownership, std::vector<Numpy>& numpys) {
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    const std::optional<std::size_t> owner = ownership.owner[i];
    std::optional<Numpy> numpy = read_numpy(bundle.entries[i], owner ? &ownership.packages[*owner] : nullptr);
    if (numpy) numpys.push_back(*std::move(numpy));
  }
}

/// The NumPys that a file of the bundle may import: in its own root, those of the nearest directory above it. If there
/// are none, those of the other roots of a deployment.
class Numpys {
 public:
  explicit Numpys(const WholeBundle& whole) {
    add_numpys(whole.bundle, whole.ownership, own_);
    for (const auto* roots : {&whole.below, &whole.above}) {
      for (const Root& root : *roots) add_numpys(root.bundle, root.ownership, others_);
    }
  }

  bool empty() const { return own_.empty() && others_.empty(); }

  std::vector<Numpy> of(std::string_view entry) const {
    const std::string path = installed_path(entry);
    std::vector<Numpy> nearest;
    for (const Numpy& numpy : own_) {
      if (!path.starts_with(numpy.directory)) continue;
      if (!nearest.empty() && nearest.front().directory.size() > numpy.directory.size()) continue;
      if (!nearest.empty() && nearest.front().directory.size() < numpy.directory.size()) nearest.clear();
      nearest.push_back(numpy);
    }
    return own_.empty() ? others_ : nearest;
  }

 private:
  std::vector<Numpy> own_;
  std::vector<Numpy> others_;
};

std::string words(const Numpy& numpy) {
  return "NumPy " + (numpy.version ? to_string(*numpy.version) : std::to_string(numpy.major));
}

// If the release of a NumPy is not known, only its major version is.
bool is_newer(const Version& wanted, const Numpy& numpy) {
  return numpy.version ? wanted > *numpy.version : wanted.major > numpy.major;
}

std::optional<Finding> misfit(const Artifact& image, const Numpy& numpy) {
  if (image.numpy == 1 && numpy.major > 1) {
    return finding(rule::wrong_numpy_abi, Severity::error, "built for NumPy 1, the bundle has " + words(numpy),
                   "numpy<2", words(numpy));
  }
  if (image.oldest_numpy && is_newer(*image.oldest_numpy, numpy)) {
    const std::string oldest = to_string(*image.oldest_numpy);
    return finding(rule::wrong_numpy_abi, Severity::error,
                   "built for NumPy " + oldest + " or newer, the bundle has " + words(numpy), "numpy>=" + oldest,
                   words(numpy));
  }
  return std::nullopt;
}

// If several NumPys can be imported from one place, nobody knows which is: one that fits is enough.
std::optional<Finding> misfit(const Artifact& image, const std::vector<Numpy>& numpys) {
  std::optional<Finding> first;
  for (const Numpy& numpy : numpys) {
    std::optional<Finding> found = misfit(image, numpy);
    if (!found) return std::nullopt;
    if (!first) first = std::move(found);
  }
  return first;
}

// The exports of an ELF file tell.
bool is_python_module(const Artifact& image, std::string_view path) {
  if (!image.symbols || image.format != Format::elf) return true;
  const std::vector<std::uint32_t>& exports = image.symbols->exports;  // sorted
  const std::string name(text::stem(text::file_name(path)));
  return std::binary_search(exports.begin(), exports.end(), symbol_hash("PyInit_" + name)) ||
         std::binary_search(exports.begin(), exports.end(), symbol_hash("PyModExport_" + name));
}

/// A file that tells which NumPy it is for, and the finding about it; unset: it fits.
struct NumpyUser {
  std::size_t entry;
  const Artifact* image;
  std::optional<Finding> misfit;
};

std::vector<NumpyUser> users_of(const Evidence& whole, const Numpys& numpys) {
  std::vector<NumpyUser> users;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || whole.fates.is_unused(i)) continue;
    for (const Artifact* image : loaded_images(subject)) {
      if (image->numpy != 0) users.push_back({i, image, misfit(*image, numpys.of(subject.entry.path))});
    }
  }
  return users;
}

// h5py and blosc2 have one module for NumPy 2, which they only import beside it. A library that a module calls may
// continue without NumPy, as torch's does; pyarrow's does not.
Severity severity_of(const NumpyUser& user, const std::vector<NumpyUser>& users, const Evidence& whole) {
  const std::optional<std::size_t> owner = whole.ownership.owner[user.entry];
  const bool has_fitting_kin = owner && std::any_of(users.begin(), users.end(), [&](const NumpyUser& it) {
                                 return !it.misfit && whole.ownership.owner[it.entry] == owner;
                               });
  if (user.image->numpy > 1 && has_fitting_kin) return Severity::note;
  const bool is_module = is_python_module(*user.image, whole.bundle.entries[user.entry].path);
  return is_module ? Severity::error : Severity::warning;
}

void wrong_numpy_abi(const Evidence& whole, Findings& findings) {
  const Numpys numpys(whole);
  if (numpys.empty()) return;
  const std::vector<NumpyUser> users = users_of(whole, numpys);
  for (const NumpyUser& user : users) {
    if (!user.misfit) continue;
    Finding found = *user.misfit;
    found.severity = severity_of(user, users, whole);
    if (found.severity == Severity::note) found.message += "; other modules of its package start there";
    findings.push_back(placed(of_image(std::move(found), whole.subject(user.entry), *user.image), whole, user.entry));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_numpy_abi{
    .name = "wrong-numpy-abi",
    .severity = Severity::error,
    .summary = "a module of another NumPy than the bundle's",
    .why =
        "A module that uses NumPy's C interface was compiled for one release of it. Beside a newer NumPy it says \"A "
        "module that was compiled using NumPy 1.x cannot be run in NumPy 2\", \"numpy.dtype size changed\" or "
        "\"numpy.core.multiarray failed to import\". Beside an older one it says \"module was compiled against NumPy "
        "C-API version 0x12 (NumPy 2.0)\". The module itself tells its release. It is judged if the bundle has a "
        "NumPy. Modules made with pybind11 or in Rust do not tell.",
    .reference = "numpy/core/code_generators/generate_numpy_api.py; numpyconfig.h; NumPy 2.0 migration guide",
    .about = About::file,
    .fix = {FixedBy::line,
            "ask for {expected} beside {package}, or for a release of {package} that was built for the NumPy that is "
            "there"},
};
constexpr Checks wrong_numpy_abi_checks{.check = nullptr, .check_bundle = platlint::wrong_numpy_abi};

}  // namespace rule

}  // namespace platlint
