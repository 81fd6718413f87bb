// SPDX-License-Identifier: Apache-2.0
// A missing library is installed if the user controls the system, and put into the bundle if not. auditwheel, delocate
// and delvewheel copy libraries into a wheel (their READMEs).
#include "advice/libraries.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "advice/request.hpp"
#include "target/system_packages.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::advice {
namespace {

using Names = std::vector<std::string>;

std::string listed(const Names& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

template <class Test>
Names those(const Names& names, Test test) {
  Names chosen;
  std::copy_if(names.begin(), names.end(), std::back_inserter(chosen), test);
  return chosen;
}

/// The things to do, one sentence each; the command comes last.
class Sentences {
 public:
  void add(std::string sentence) {
    if (!sentence.empty()) text_ += (text_.empty() ? "" : "; ") + std::move(sentence);
  }
  Fix fix() && { return {std::move(text_), {}, {}}; }

 private:
  std::string text_;
};

struct Substitute {
  std::string_view package, substitute;
  std::string_view library;  ///< the library that it brings or does not need; empty: all
};

/// github.com/opencv/opencv-python README, "Packages for server (headless) environments"; psycopg.org, Installation,
/// "Quick Install".
constexpr std::array substitutes{
    Substitute{"opencv-python", "opencv-python-headless", ""},
    Substitute{"opencv-contrib-python", "opencv-contrib-python-headless", ""},
    Substitute{"psycopg2", "psycopg2-binary", "libpq.so.5"},
};

std::string substitute(const Package* package, const Names& libraries) {
  for (const Substitute& row : substitutes) {
    if (package == nullptr || package->ecosystem != Ecosystem::python || package->name != row.package) continue;
    const bool helps =
        row.library.empty() || std::find(libraries.begin(), libraries.end(), row.library) != libraries.end();
    if (helps) return "take " + std::string(row.substitute) + ", which does not need it, or";
  }
  return {};
}

std::string own_path(const Names& libraries) {
  std::string text;
  for (const std::string& library : libraries) {
    text.append(text.empty() ? "" : " ").append("--replace-needed ").append(library).append(" ");
    text.append(text::file_name(library));
  }
  return text.empty()
             ? text
             : "name the library without a path, so that the loader searches for it: patchelf " + text + " FILE";
}

std::string by_driver(const Names& libraries) {
  if (libraries.empty()) return {};
  return listed(libraries) + " comes with the NVIDIA driver of the machine (docker run --gpus all lends it)";
}

/// Names that the release is known not to have, or that may be missing.
std::string not_to_be_had(const Names& libraries, const Target& target) {
  const bool debian = target.release.starts_with("debian:") || target.release.starts_with("ubuntu:");
  if (!debian) return {};
  const auto known = [&](const std::string& library) {
    return target::find_system_package(target.release, library).known;
  };
  const Names none = those(libraries, [&](const std::string& it) { return known(it) == Provision::no; });
  const Names unknown = those(libraries, [&](const std::string& it) { return known(it) == Provision::unknown; });
  Names sentences;
  if (!none.empty()) {
    sentences.push_back(target.distribution + " has no package with " + listed(none) +
                        ": take another release of what needs it, or another image");
  }
  if (!unknown.empty()) {
    sentences.push_back("find the package of " + target.distribution + " that has " + listed(unknown) +
                        " (apt-file search), or bring it in the bundle");
  }
  std::string text;
  for (const std::string& sentence : sentences) text += (text.empty() ? "" : "; ") + sentence;
  return text;
}

/// If two names are possible, only one of them is right: these are the others.
std::string other_names(const Names& libraries, const Target& target) {
  std::string text;
  for (const std::string& library : libraries) {
    const target::SystemPackage found = target::find_system_package(target.release, library);
    if (found.other.empty()) continue;
    text.append(text.empty() ? "" : ", ").append(found.other).append(" if there is no ").append(found.name);
  }
  return text.empty() ? text : " (" + text + ")";
}

/// docs.aws.amazon.com/lambda, "Packaging your layer content": LD_LIBRARY_PATH has /var/task/lib and /opt/lib.
std::string for_lambda(const Names& libraries, const Target& target) {
  const std::string command = install_command(libraries, target);
  const std::string where = "copy " + listed(libraries) + " into lib/ of the bundle or of a layer";
  if (command.empty()) return where;
  return "AWS Lambda takes no packages: in a container of " + target.release + " run " + command + ", and " + where;
}

std::string installed(const Names& libraries, const Target& target) {
  const std::string command = install_command(libraries, target);
  if (command.empty()) return {};
  if (target.managed) return "deploy an image of your own, built with " + command + other_names(libraries, target);
  return "on " + target.distribution + " run " + command + other_names(libraries, target);
}

/// For a tag, a triple or a processor only the policy is known, not the system.
std::string brought_along(const Names& libraries, const Package* package, const Target& target) {
  const std::string what = listed(libraries);
  const std::string system = target.libc == Libc::musl ? "alpine:3.20" : "debian:12";
  const bool wheel = package != nullptr && package->ecosystem == Ecosystem::python;
  return (wheel ? "bring " + what + " in the wheel (auditwheel repair copies it there)"
                : "bring " + what + " in the bundle, where a RUNPATH of $ORIGIN finds it") +
         "; or name the system to see the package: --platform " + system;
}

Fix linux_fix(const Names& libraries, const Package* package, const Target& target) {
  const auto is_path = [](const std::string& it) { return it.find('/') != std::string::npos; };
  const auto is_driver = [](const std::string& it) { return target::comes_with_a_driver(it); };
  const Names named = those(libraries, [&](const std::string& it) { return !is_path(it) && !is_driver(it); });
  Sentences sentences;
  sentences.add(own_path(those(libraries, is_path)));
  sentences.add(by_driver(those(libraries, is_driver)));
  if (named.empty()) return std::move(sentences).fix();
  std::string first = substitute(package, named);
  if (!first.empty()) first += " ";
  if (target.release.empty()) {
    sentences.add(first + brought_along(named, package, target));
  } else if (target.name.starts_with("aws-lambda:")) {
    sentences.add(first + for_lambda(named, target));
  } else {
    const std::string command = installed(named, target);
    const std::string without = not_to_be_had(named, target);
    const bool neither = command.empty() && without.empty();
    Sentences rest;
    rest.add(without);
    rest.add(neither ? "install the package that has " + listed(named) + " on " + target.distribution : command);
    sentences.add(first + std::move(rest).fix().summary);
  }
  return std::move(sentences).fix();
}

/// Homebrew keeps each formula in opt/NAME and Cellar/NAME (docs.brew.sh, Formula Cookbook).
std::string formula(std::string_view path) {
  for (const std::string_view prefix :
       {"/opt/homebrew/opt/", "/usr/local/opt/", "/opt/homebrew/Cellar/", "/usr/local/Cellar/"}) {
    if (!path.starts_with(prefix)) continue;
    const std::string_view rest = path.substr(prefix.size());
    const std::string_view name = rest.substr(0, rest.find('/'));
    return is_plain(name) ? std::string(name) : std::string{};
  }
  return {};
}

Fix apple_fix(const Names& libraries, const Package* package) {
  const bool wheel = package != nullptr && package->ecosystem == Ecosystem::python;
  std::string formulas;
  for (const std::string& library : libraries) {
    const std::string name = formula(library);
    if (!name.empty() && (formulas + " ").find(" " + name + " ") == std::string::npos) formulas += " " + name;
  }
  Sentences sentences;
  Names names;
  for (const std::string& library : libraries) names.emplace_back(text::file_name(library));
  sentences.add("bring " + listed(names) + " along and let the file find it there: " +
                (wheel ? "delocate-wheel WHEEL" : "install_name_tool -change OLD @loader_path/NAME FILE"));
  if (!formulas.empty()) sentences.add("or install it on the target: brew install" + formulas);
  return std::move(sentences).fix();
}

/// The Visual C++ runtime, learn.microsoft.com, "Determining which DLLs to redistribute". Its debug DLLs end in d, and
/// may not be redistributed.
bool is_visual_c(std::string_view library) {
  constexpr std::array<std::string_view, 7> stems{"msvcp", "msvcr", "vcruntime", "concrt", "vcomp", "vccorlib", "mfc"};
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) {
    return library.starts_with(stem) && library.size() > stem.size() && text::is_digit(library[stem.size()]);
  });
}

bool is_debug_runtime(std::string_view library) {
  return library == "ucrtbased.dll" || (is_visual_c(library) && library.ends_with("d.dll"));
}

/// The text after "Microsoft.VCRedist.2015+." in winget's catalogue.
std::string_view redistributable(const Target& target) {
  switch (target.architectures.front()) {
    case Architecture::aarch64:
      return "arm64";
    case Architecture::i686:
      return "x86";
    default:
      return "x64";
  }
}

Fix windows_fix(const Names& libraries, const Package* package, const Target& target) {
  const bool wheel = package != nullptr && package->ecosystem == Ecosystem::python;
  Names debug;
  Names runtime;
  Names others;
  for (const std::string& library : libraries) {
    const std::string name = text::lower(library);
    (is_debug_runtime(name) ? debug : is_visual_c(name) ? runtime : others).push_back(library);
  }
  Sentences sentences;
  if (!debug.empty()) sentences.add("build it for release: " + listed(debug) + " is on no user's machine");
  if (!others.empty()) {
    sentences.add("put " + listed(others) + " beside the file that needs it" +
                  (wheel ? " (delvewheel repair does that in a wheel)" : ""));
  }
  if (!runtime.empty()) {
    sentences.add("install the Visual C++ runtime, or put " + listed(runtime) +
                  " beside the file: winget install Microsoft.VCRedist.2015+." + std::string(redistributable(target)));
  }
  return std::move(sentences).fix();
}

/// developer.android.com/ndk/guides/cpp-support: the C++ runtime is shipped with the app, or linked into the library.
Fix android_fix(const Names& libraries) {
  std::string text = "ship " + listed(libraries) + " in the same directory (lib/ABI of the app): the system has none";
  if (std::find(libraries.begin(), libraries.end(), "libc++_shared.so") != libraries.end()) {
    text += "; or link the C++ runtime into it: -DANDROID_STL=c++_static";
  }
  return {std::move(text), {}, {}};
}

}  // namespace

Fix library_fix(const std::vector<std::string>& libraries, const Package* package, const Target& target) {
  switch (target.system) {
    case System::linux:
      return linux_fix(libraries, package, target);
    case System::windows:
      return windows_fix(libraries, package, target);
    case System::android:
      return android_fix(libraries);
    case System::macos:
    case System::ios:
    case System::ios_simulator:
    case System::mac_catalyst:
      return apple_fix(libraries, package);
    default:
      return {"bring " + listed(libraries) + " in the bundle", {}, {}};
  }
}

}  // namespace platlint::advice
