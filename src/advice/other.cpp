// SPDX-License-Identifier: Apache-2.0
#include "advice/other.hpp"

#include <algorithm>
#include <array>

#include "advice/installers.hpp"
#include "platlint/rule.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::advice {
namespace {

std::string title(const Package& package) {
  return package.version.empty() ? package.name : package.name + " " + package.version;
}

Fix advice(std::string summary) {
  return {std::move(summary), {}, {}};
}

/// How an installer builds one package and takes wheels of all others. pip builds a path whatever --only-binary says,
/// and accepts --platform only with --only-binary=:all: without an exception. So the wheel is built first, and then
/// installed.
struct CarveOut {
  std::string_view installer;
  std::string_view refusal;
  std::string_view flags;  ///< a name follows them
};

constexpr std::array carve_outs{
    CarveOut{"uv", "which --no-build would refuse", "--only-binary :all: --no-binary"},
    CarveOut{"uv-sync", "which --no-build may refuse", "--no-build --no-binary-package"},
};

bool is_for_any_platform(const Package& package) {
  return !package.tags.empty() && std::all_of(package.tags.begin(), package.tags.end(),
                                              [](const std::string& tag) { return tag.ends_with("-any"); });
}

/// Installers prefer a wheel for one platform to a wheel for any (PyPA specification, platform compatibility tags). So
/// it was installed for another platform, or there is no other wheel.
Fix universal_wheel(const Package& package, const Target& target) {
  std::string summary = "install " + title(package) + " for " + where(target) +
                        " into an empty directory: a wheel for that platform wins over this one, which is tagged for "
                        "any; if there is none, take another release or build it " +
                        on_target(target);
  const bool has_flag = package.installer == "uv" || package.installer == "pip" || package.installer.empty();
  if (has_flag && is_plain(package.name)) summary += " (--no-binary " + package.name + ")";
  return {std::move(summary), package.installer, {}};
}

/// The finding may know more about its file than the rule does.
struct KnownFile {
  std::string_view actual;
  std::string_view fix;
};

constexpr std::array known_files{
    // git checks out a pointer if the LFS filter is not installed (git-lfs.com).
    KnownFile{"a Git LFS pointer", "fetch the file it points to: git lfs pull"},
    // Tools that keep or set permission bits: zip(1); cmd/build-lambda-zip of aws-lambda-go; zipfile.ZipInfo of Python.
    KnownFile{
        "no bootstrap",
        "put the program, named bootstrap, at the root: chmod 755 bootstrap && zip function.zip bootstrap; or name the "
        "layer that brings it beside the function"},
    KnownFile{"no Unix mode",
              "on Windows: build-lambda-zip -o function.zip {file}; on Linux or macOS: chmod 755 {file} && zip "
              "function.zip {file}; in Python: ZipInfo.create_system = 3, ZipInfo.external_attr = 0o100755 << 16"},
    KnownFile{
        "not readable by others",
        "chmod -R a+rX . && zip -r function.zip .; in Python: ZipInfo.external_attr = 0o100644 << 16, for writestr "
        "alone makes it 0600"},
    KnownFile{
        "a module for ",
        "take another release of {package}, or build the wheel anew with the Python of its tag {expected}: python "
        "-m build --wheel"},
    KnownFile{"a library whose ELF identification",
              "fetch {file} again, or build it for Linux: readelf -h {file} shows its first 16 bytes"},
    // prisma.io/docs, "binaryTargets".
    KnownFile{"Prisma's engine",
              "add {expected} to binaryTargets of the generator in schema.prisma, then run prisma generate"},
    KnownFile{"gems for Ruby",
              "run bundle install with the Ruby of the runtime, in its image: it fills ruby/{expected}"},
    // electronjs.org/docs, "Native Node Modules".
    KnownFile{
        "no addon for Electron",
        "run npx @electron/rebuild in the project that has Electron {expected}, or install a release of {package} "
        "that has a build for it"},
    KnownFile{"debug information", "ship the library that it was split from: this is its debug companion"},
};

/// Commands that take files out of archives that platlint does not open.
constexpr std::array unpackers{
    KnownFile{"a 7z archive", "7z x"},
    KnownFile{"a RAR archive", "unrar x"},
    KnownFile{"a cabinet", "cabextract"},
    KnownFile{"a xar archive", "pkgutil --expand-full, or xar -xf and cpio -i"},
    KnownFile{"a squashfs image", "unsquashfs"},
    KnownFile{"an AppImage", "run it with --appimage-extract"},
    KnownFile{"a disk image", "hdiutil attach, or 7z x"},
    KnownFile{"a Windows installer", "msiexec /a, or msiextract"},
    KnownFile{"a Flatpak bundle", "flatpak build-import-bundle and ostree checkout"},
    KnownFile{"lzip data", "lzip -d"},
    KnownFile{"lzop data", "lzop -d"},
    KnownFile{"lrzip data", "lrzip -d"},
    KnownFile{"rzip data", "rzip -d"},
    KnownFile{"an ARJ archive", "arj x"},
    KnownFile{"an LHA archive", "lha x"},
    KnownFile{"a ZPAQ archive", "zpaq x"},
    KnownFile{"a Windows image", "wimextract, or 7z x"},
    KnownFile{"a virtual disk", "7z x, or guestfish"},
    KnownFile{"a cramfs image", "cramfsck -x"},
    KnownFile{"a StuffIt archive", "unar"},
    KnownFile{"an ACE archive", "unace x"},
    KnownFile{"an Alpine package", "apk extract"},
    KnownFile{"an ext file system", "debugfs -R 'rdump / DIRECTORY'"},
    KnownFile{"an EROFS image", "fsck.erofs --extract"},
    KnownFile{"a Debian package", "dpkg-deb -x"},
    KnownFile{"an RPM package", "rpm2cpio and cpio -i"},
    KnownFile{"an Electron archive", "npx asar extract"},
};

std::string unpacker(const Finding& finding) {
  const auto row = std::find_if(unpackers.begin(), unpackers.end(),
                                [&](const KnownFile& it) { return finding.actual.starts_with(it.actual); });
  return row == unpackers.end() ? std::string() : " (" + std::string(row->fix) + ")";
}

std::string word(std::string_view name, const Finding& finding, const Package* package) {
  if (name == "tool") return unpacker(finding);
  if (name == "expected") return text::shell_word(finding.expected);
  if (name == "actual") return finding.actual;
  if (name == "package") return package == nullptr ? "it" : title(*package);
  return text::shell_word(text::last_step(finding.path).value_or(text::Step{{}, finding.path}).member);
}

/// "fetch {package} again", with the text for each word in braces.
std::string filled(std::string_view line, const Finding& finding, const Package* package) {
  std::string text;
  for (std::size_t open = line.find('{'); open != std::string_view::npos; open = line.find('{')) {
    const std::size_t close = line.find('}', open);
    text.append(line.substr(0, open)).append(word(line.substr(open + 1, close - open - 1), finding, package));
    line.remove_prefix(close + 1);
  }
  return text.append(line);
}

}  // namespace

Fix replacement(const Target& target) {
  return advice("replace it with a build for " + where(target));
}

Fix line_of_rule(const Finding& finding, const Package* package) {
  const auto known = std::find_if(known_files.begin(), known_files.end(),
                                  [&](const KnownFile& it) { return finding.actual.starts_with(it.actual); });
  return advice(filled(known == known_files.end() ? finding.rule->fix.text : known->fix, finding, package));
}

/// Which tool makes a bundle of links, how to recognise its links, and which option makes it write files. uv-cli:
/// `--link-mode` of uv pip install and uv sync, whose cache keeps wheels in archive-v0. Others: pnpm.io/cli/deploy;
/// `--install-links` of npm install; `--copy` of conda install.
Fix files_for_links(const Finding& finding, const Package* package) {
  const auto is_from = [&](std::string_view installer) {
    return package != nullptr && package->installer.starts_with(installer);
  };
  const auto mentions = [&](std::string_view words) {
    return finding.path.find(words) != std::string::npos || finding.actual.find(words) != std::string::npos;
  };
  const bool node = mentions("node_modules/") || (package != nullptr && package->ecosystem == Ecosystem::node);
  const std::string last = ", or --follow-links";
  if (finding.actual.starts_with("a link to nothing"))
    return advice("put the file there that the link names, or remove the link");
  if (is_from("uv") || mentions("/archive-v"))
    return advice("install it again with --link-mode copy, or audit the tree it leads to" + last);
  if (mentions(".pnpm/") || is_from("pnpm"))
    return advice("pnpm deploy DIR makes a tree of files; or audit the workspace's root" + last);
  if (node) return advice("pnpm deploy DIR or npm install --install-links; or audit the tree it leads to" + last);
  if (is_from("conda") || mentions("/pkgs/"))
    return advice("install it again with --copy, or audit the tree it leads to" + last);
  return advice("audit the tree it leads to, or a copy (cp -RL BUNDLE COPY)" + last);
}

Fix own_build(const Package& package, const Target& target) {
  const auto row = std::find_if(carve_outs.begin(), carve_outs.end(),
                                [&](const CarveOut& it) { return it.installer == package.installer; });
  const bool found = row != carve_outs.end() && is_plain(package.name);
  std::string summary = "build " + package.name + " " + on_target(target);
  if (package.ecosystem == Ecosystem::python) summary += " (cibuildwheel does this)";
  summary += ", or cross compile it: it is a local project";
  summary += found ? ", " + std::string{row->refusal} : ", and no index has a wheel of it";
  if (found) summary.append("; keep wheels for the rest with ").append(row->flags).append(" ").append(package.name);
  return {std::move(summary), package.installer, {}};
}

Fix release(const Package& package, const Target& target) {
  std::string summary = "require " + package.name;
  summary += package.built_locally ? " by its name, for which an index may have a wheel, or build it " +
                                         on_target(target) + ": sources required by path or URL can only be built"
                                   : " by its name, or by the path or URL of its wheel for " + where(target);
  return {std::move(summary), package.installer, {}};
}

Fix honest_wheel(const Package& package, const Target& target) {
  if (is_for_any_platform(package)) return universal_wheel(package, target);
  return {"install " + title(package) +
              " into an empty directory; its wheel's tag says that it fits, so if that does not "
              "help, take another release or build it " +
              on_target(target),
          package.installer,
          {}};
}

/// `pip download` takes the same flags as `pip install --target` (run with pip 23.2).
Fix other_wheel(const Package& package, const Target& target) {
  const auto platform = pip_platform(target);
  if (package.built_locally || package.perhaps_built || platform.empty() || !is_plain(package.name) ||
      !is_plain(package.version)) {
    return advice("build this wheel " + on_target(target) + ", or replace it with a published one");
  }
  if (fits_by_tag(package.tags, target)) {
    return advice("take another release of " + package.name + " or build it " + on_target(target) +
                  ": the tag of this wheel says that it fits");
  }
  return advice("replace it with the wheel for " + where(target) + ": pip download --no-deps" + joined(platform) + " " +
                package.name + "==" + package.version);
}

/// The command that runs the install scripts of one package: docs.npmjs.com, npm rebuild; pnpm.io/cli/approve-builds;
/// bun.com/docs, trustedDependencies; yarnpkg.com/cli/rebuild. pnpm 10 and bun run no script that the user has not
/// allowed.
struct ScriptRunner {
  std::string_view installer;
  std::string_view command;  ///< a name follows it
};

constexpr std::array script_runners{
    ScriptRunner{"", "npm rebuild"},     ScriptRunner{"npm", "npm rebuild"},
    ScriptRunner{"sam", "npm rebuild"},  ScriptRunner{"pnpm", "pnpm approve-builds, then pnpm rebuild"},
    ScriptRunner{"bun", "bun pm trust"}, ScriptRunner{"yarn", "yarn rebuild"},
};

Fix other_release(const Package& package, const Target& target) {
  const auto& name = package.request.empty() ? package.name : package.request;
  std::string summary = name + " has no build for " + where(target) + ": take another release of it";
  if (target.libc == Libc::musl) summary += ", or an image with glibc (Debian's and not Alpine's)";
  return advice(std::move(summary));
}

Fix install_script(const Package& package, const Target& target) {
  const auto& name = package.name;
  if (package.program) return advice(name + " has no build for " + where(target) + ": try there if it works without");
  if (package.builds.empty() && !package.built_locally) {
    return {"install " + name + " " + on_target(target) + "; if that brings no build for it, take another release",
            package.installer,
            {}};
  }
  const std::string did = package.built_locally ? "compiles it" : "compiles or fetches what fits";
  return {"install " + name + " " + on_target(target) + ", where its install script " + did, package.installer, {}};
}

Fix again(const Package& package) {
  return {"install " + title(package) + " again: files that its RECORD lists were removed", package.installer, {}};
}

Fix unrun_script(const Package& package, const Target& target) {
  const auto row = std::find_if(script_runners.begin(), script_runners.end(),
                                [&](const ScriptRunner& it) { return it.installer == package.installer; });
  if (row == script_runners.end() || !is_plain(package.name)) return install_script(package, target);
  std::string summary = "run its install script " + on_target(target) + ": " + std::string(row->command);
  return {summary + " " + package.name, package.installer, {}};
}

Fix by_other_installer(const Package& package, const Target& target) {
  return {"install " + title(package) + " for " + where(target) + " with " + package.installer, package.installer, {}};
}

}  // namespace platlint::advice
