// SPDX-License-Identifier: Apache-2.0
#include "alternatives/fitness.hpp"

#include <algorithm>

#include "loader/extension_suffix.hpp"
#include "loader/loadable.hpp"
#include "loader/mismatch.hpp"
#include "target/architectures.hpp"

namespace platlint {

namespace {

Subject narrowed(const Subject& subject, const Target& target) {
  return {subject.entry, target, subject.package};
}

bool fits_as_it_is(const Subject& subject) {
  return subject.entry.status == Entry::Status::judged && !loaded_images(subject).empty() &&
         !mismatch(subject).refused();
}

int bits(Architecture architecture) {
  switch (architecture) {
    case Architecture::i686:
    case Architecture::x32:
    case Architecture::ppc:
    case Architecture::s390:
    case Architecture::riscv32:
    case Architecture::loongarch32:
    case Architecture::mips:
    case Architecture::mipsel:
    case Architecture::sparc:
    case Architecture::wasm32:
      return 32;
    default:
      return is_arm32(architecture) ? 32 : 64;
  }
}

std::string_view processor_word(Format format, Architecture architecture, bool node) {
  const std::string_view word = node ? target::name_of(target::Vocabulary::node, architecture) : std::string_view{};
  return word.empty() ? spelling(format, architecture) : word;
}

std::string words(System system, const std::string& processors, Libc libc, bool node) {
  std::string text{node ? node_system(system) : name(system)};
  text.append("-").append(processors);
  if (system == System::linux && (libc == Libc::glibc || libc == Libc::musl)) {
    text.append(" (").append(name(libc)).append(")");
  }
  return text;
}

}  // namespace

std::string_view node_system(System system) {
  if (system == System::macos) return "darwin";
  if (system == System::windows) return "win32";
  if (system == System::solaris) return "sunos";
  return system == System::unknown ? std::string_view{} : name(system);
}

Use use_of(const Subject& subject) {
  const Entry& entry = subject.entry;
  if (entry.path.ends_with(".node") || read_extension_suffix(entry.path)) return Use::imported;
  const bool program =
      !entry.artifacts.empty() && std::all_of(entry.artifacts.begin(), entry.artifacts.end(),
                                              [](const Artifact& image) { return image.kind == Kind::executable; });
  return program ? Use::started : Use::loaded;
}

bool fits(const Subject& subject, Architecture wanted) {
  Target target = subject.target;
  target.architectures = {wanted};
  if (fits_as_it_is(narrowed(subject, target))) return true;
  const bool emulates = wanted == Architecture::x86_64 || wanted == Architecture::aarch64;
  if (target.system != System::windows || !emulates || use_of(subject) != Use::started) return false;
  target.architectures = {Architecture::i686};
  return fits_as_it_is(narrowed(subject, target));
}

bool names_architecture(Architecture named, const Target& target) {
  return std::any_of(target.architectures.begin(), target.architectures.end(), [&](Architecture wanted) {
    if (named == Architecture::ppc64 && wanted == Architecture::ppc64le) return true;
    return named == wanted || (is_arm32(named) && is_arm32(wanted));
  });
}

bool is_elsewhere(const PlatformName& name, const Target& target) {
  if (name.untargeted) return true;
  if (target.system != System::unknown && name.system != System::unknown && name.system != target.system) return true;
  if (name.system == System::unknown && name.format && *name.format != target.format) return true;
  const auto& named = name.architectures;
  if (!named.empty()) {
    const auto wanted = [&](Architecture architecture) { return names_architecture(architecture, target); };
    if (std::none_of(named.begin(), named.end(), wanted)) return true;
  } else if (name.bits != 0) {
    const auto as_wide = [&](Architecture architecture) { return bits(architecture) == name.bits; };
    if (std::none_of(target.architectures.begin(), target.architectures.end(), as_wide)) return true;
  }
  const bool has_libc = target.libc == Libc::glibc || target.libc == Libc::musl || target.libc == Libc::bionic;
  return has_libc && name.libc != Libc::unknown && name.libc != target.libc;
}

std::string platform_words(const Subject& subject) {
  const bool node = subject.package != nullptr && subject.package->ecosystem == Ecosystem::node;
  const std::vector<const Artifact*> images = concerned_images(subject);
  if (images.empty()) return {};
  std::string processors;
  for (const Artifact* image : images) {
    processors.append(processors.empty() ? "" : "+").append(processor_word(image->format, image->architecture, node));
  }
  return words(system_of(*images.front()), processors, images.front()->libc, node);
}

std::string platform_words(const Target& target, bool node) {
  std::string processors;
  for (const Architecture architecture : target.architectures) {
    processors.append(processors.empty() ? "" : "+").append(processor_word(target.format, architecture, node));
  }
  return words(target.system, processors, target.libc, node);
}

std::set<std::string> platforms_of(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  std::set<std::string> platforms;
  for (const std::size_t entry : entries) platforms.insert(platform_words(whole.subject(entry)));
  platforms.erase("");
  return platforms;
}

}  // namespace platlint
