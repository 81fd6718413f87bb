// SPDX-License-Identifier: Apache-2.0
// Which images of a file a target's loader would take, by their headers alone.
#pragma once

#include <vector>

#include "platlint/deployment.hpp"

namespace platlint {

/// Would the target's loader be asked for this image at all? Not for objects, static archives and debug companions, nor
/// for what runs elsewhere than on the CPU (BPF, CUDA, firmware), IL that any .NET runtime takes, or a WebAssembly
/// module that is a program's data (its name promises no native code).
bool concerns_loader(const Artifact& image, const Entry& entry);

/// The images that matter to a loader, all of them; empty where the entry is no business of a loader.
std::vector<const Artifact*> concerned_images(const Subject& subject);

/// Code for a kernel or a graphics processor.
bool runs_on_no_cpu(Architecture architecture);

bool is_arm32(Architecture architecture);

/// An ELF file that names no system is Linux's unless a note says otherwise (System V gABI, EI_OSABI).
System system_of(const Artifact& image);

/// Does code for `image` run where `wanted` is asked for?
bool serves(const Artifact& image, Architecture wanted, const Target& target);

/// Which systems take each other's binaries. Unknown is no evidence; a Linux kernel with another libc is wrong-libc's.
bool same_system(const Artifact& image, const Target& target);

/// The same of C libraries.
bool same_libc(const Artifact& image, const Target& target);

/// The images of the entry in the target's format and for its architecture.
std::vector<const Artifact*> matching_images(const Subject& subject);

/// Those of them that the target's loader would pick: not another system's, which are asked for nothing.
std::vector<const Artifact*> loaded_images(const Subject& subject);

}  // namespace platlint
