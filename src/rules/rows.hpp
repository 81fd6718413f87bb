// SPDX-License-Identifier: Apache-2.0
// Every rule's row, by its name: each is written beside its check.
#pragma once

#include "platlint/rule.hpp"

namespace platlint::rule {

extern const Rule bundle_too_large;
extern const Rule cpu_too_new;
extern const Rule executable_stack;
extern const Rule external_link;
extern const Rule foreign_interpreter;
extern const Rule foreign_search_path;
extern const Rule foreign_variant;
extern const Rule glibc_too_new;
extern const Rule libstdcxx_too_new;
extern const Rule missing_code_signature;
extern const Rule missing_library;
extern const Rule missing_slice;
extern const Rule no_variant_for_target;
extern const Rule not_a_binary;
extern const Rule os_too_new;
extern const Rule relocations_too_new;
extern const Rule suffix_mismatch;
extern const Rule tag_mismatch;
extern const Rule text_relocations;
extern const Rule truncated_artifact;
extern const Rule unopened_archive;
extern const Rule unreadable_artifact;
extern const Rule wrong_architecture;
extern const Rule wrong_format;
extern const Rule wrong_kind;
extern const Rule wrong_libc;
extern const Rule wrong_python_abi;
extern const Rule wrong_system;

}  // namespace platlint::rule
