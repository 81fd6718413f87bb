// SPDX-License-Identifier: Apache-2.0
#include "fit/standing.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "alternatives/fates.hpp"
#include "facts/systems.hpp"
#include "facts/threads.hpp"
#include "fit/known_platforms.hpp"
#include "loader/loadable.hpp"
#include "loader/mismatch.hpp"

namespace platlint::fit {

namespace {

struct PlatformKind {
  Format format;
  System system;
  Architecture architecture;

  friend auto operator<=>(const PlatformKind&, const PlatformKind&) = default;
};

// The platforms that everybody has, in the order in which people think of them. The others are sorted by number.
constexpr std::array famous{
    PlatformKind{Format::elf, System::linux, Architecture::x86_64},
    PlatformKind{Format::elf, System::linux, Architecture::aarch64},
    PlatformKind{Format::macho, System::macos, Architecture::x86_64},
    PlatformKind{Format::macho, System::macos, Architecture::aarch64},
    PlatformKind{Format::pe, System::windows, Architecture::x86_64},
};

bool is_famous(const PlatformKind& kind) {
  return std::find(famous.begin(), famous.end(), kind) != famous.end();
}

PlatformKind kind_of(const Target& target) {
  return {target.format, target.system, target.architectures.front()};
}

// If a file names no C library, each of them takes it.
std::vector<Target> targets_of(const PlatformKind& kind) {
  Target target;
  target.format = kind.format;
  target.system = kind.system;
  target.architectures = {kind.architecture};
  target.name = label(kind.system);
  if (kind.system == System::android) target.libc = Libc::bionic;
  if (kind.format != Format::elf || kind.system != System::linux) return {target};
  std::vector<Target> both{target, target};
  both[0].libc = Libc::glibc;
  both[1].libc = Libc::musl;
  return both;
}

std::set<PlatformKind> kinds_of_files(const Bundle& bundle) {
  std::set<PlatformKind> kinds;
  for (const Entry& entry : bundle.entries) {
    for (const Artifact& image : entry.artifacts) {
      if (concerns_loader(image, entry)) kinds.insert({image.format, system_of(image), image.architecture});
    }
  }
  return kinds;
}

std::set<PlatformKind> kinds_with_names() {
  std::set<PlatformKind> kinds;
  for (const Target& target : known_targets()) {
    for (const Architecture architecture : target.architectures)
      kinds.insert({target.format, target.system, architecture});
  }
  return kinds;
}

// Kinds without a named platform (FreeBSD's) are only tried if the files are for no other kind.
std::vector<PlatformKind> kinds_to_ask(const Bundle& bundle) {
  const std::set<PlatformKind> here = kinds_of_files(bundle);
  const std::set<PlatformKind> named = kinds_with_names();
  std::vector<PlatformKind> kinds;
  if (std::none_of(here.begin(), here.end(), [&](const PlatformKind& kind) { return named.contains(kind); }))
    return {here.begin(), here.end()};
  kinds.assign(famous.begin(), famous.end());
  for (const PlatformKind& kind : here) {
    if (named.contains(kind) && !is_famous(kind)) kinds.push_back(kind);
  }
  return kinds;
}

class Look {
 public:
  Look(const WholeBundle& whole, const std::vector<Family>& families)
      : whole_(whole), fates_(find_fates(whole, families)) {}

  Standing take() {
    result_.target = whole_.target;
    for (std::size_t entry = 0; entry < whole_.bundle.entries.size(); ++entry) look_at(entry);
    for (const Lack& lack : fates_.lacks) {
      if (lack.doubtful) {
        ++result_.doubtful;
      } else {
        for (const std::size_t entry : lack.entries) add_stranger(entry);
      }
    }
    result_.wrong = wrong_.size();
    return std::move(result_);
  }

 private:
  void look_at(std::size_t entry) {
    const Fate fate = fates_.of(entry);
    if (fate.kind != Fate::Kind::loaded && fate.kind != Fate::Kind::shared) return;
    const Subject subject = whole_.subject(entry);
    if (concerned_images(subject).empty()) return;
    const Mismatch found = mismatch(subject);
    if (fate.kind == Fate::Kind::loaded && found.refused()) {
      if (!fate.optional) add_stranger(entry);
    } else if (!found.any() || fate.kind == Fate::Kind::shared) {
      result_.serving.push_back(entry);
      if (!fate.optional) result_.needed.push_back(entry);
    }
  }

  void add_stranger(std::size_t entry) {
    const std::optional<std::size_t> owner = whole_.ownership.owner[entry];
    result_.strangers.push_back(entry);
    wrong_.insert(owner ? std::pair(true, *owner) : std::pair(false, entry));
  }

  const WholeBundle& whole_;
  const Fates fates_;
  Standing result_;
  std::set<std::pair<bool, std::size_t>> wrong_;  // packages, and files without one
};

auto badness(const Standing& standing) {
  return std::tuple(standing.wrong, standing.strangers.size(), standing.doubtful,
                    ~std::uint64_t{0} - standing.serving.size());
}

// If there are two C libraries, the first, unless the other suits better.
Standing stand(const Bundle& bundle, const Ownership& ownership, const std::vector<Family>& families,
               const PlatformKind& kind) {
  std::optional<Standing> best;
  for (const Target& target : targets_of(kind)) {
    const WholeBundle whole{bundle, ownership, target};
    Standing candidate = Look(whole, families).take();
    if (!best || badness(candidate) < badness(*best)) best = std::move(candidate);
  }
  return *best;
}

}  // namespace

bool is_famous(const Target& target) {
  return std::all_of(target.architectures.begin(), target.architectures.end(), [&](Architecture architecture) {
    return is_famous(PlatformKind{target.format, target.system, architecture});
  });
}

std::vector<Standing> standings(const Bundle& bundle, const Ownership& ownership, const std::vector<Family>& families,
                                unsigned threads) {
  const std::vector<PlatformKind> kinds = kinds_to_ask(bundle);
  std::vector<Standing> all(kinds.size());
  std::atomic<std::size_t> next = 0;
  run_in_threads(threads, [&] {
    for (std::size_t i = next++; i < kinds.size(); i = next++) all[i] = stand(bundle, ownership, families, kinds[i]);
  });
  return all;
}

Purpose purpose_of(std::vector<Standing> all) {
  Purpose purpose;
  if (all.empty()) return purpose;
  const auto best = std::min_element(all.begin(), all.end(),
                                     [](const Standing& a, const Standing& b) { return badness(a) < badness(b); });
  std::vector<Standing> clean;
  std::size_t famous_and_clean = 0;
  bool needs_none = false;
  for (const Standing& standing : all) {
    if (!standing.is_clean()) continue;
    if (is_famous(standing.target)) ++famous_and_clean;
    if (standing.serving.empty()) needs_none = true;
    if (!standing.serving.empty()) clean.push_back(standing);
  }
  purpose.everywhere = needs_none && famous_and_clean == famous.size();
  if (clean.empty()) clean.push_back(*best);
  purpose.kinds = std::move(clean);
  return purpose;
}

std::string words(const std::vector<Standing>& kinds) {
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const PlatformKind kind = kind_of(kinds[i].target);
    const auto same = [&](const Standing& other) { return other.target.system == kind.system; };
    if (std::find_if(kinds.begin(), kinds.end(), same) - kinds.begin() != static_cast<std::ptrdiff_t>(i)) continue;
    text += (text.empty() ? "" : ", ") + std::string(label(kind.system)) + " ";
    auto left = std::count_if(kinds.begin(), kinds.end(), same);
    for (const Standing& other : kinds) {
      if (!same(other)) continue;
      --left;
      text += std::string(spelling(kind.format, other.target.architectures.front())) + (left > 1    ? ", "
                                                                                        : left == 1 ? " and "
                                                                                                    : "");
    }
  }
  return text;
}

}  // namespace platlint::fit
