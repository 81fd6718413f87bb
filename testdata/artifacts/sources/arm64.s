// SPDX-License-Identifier: Apache-2.0
// The load configuration of the native half of an ARM64X image. The linker fills in CHPEMetadataPointer.
        .section .rdata, "dr"
        .globl  _load_config_used
        .p2align 3
_load_config_used:
        .word   0x140                   // Size
        .fill   0x140 - 4, 1, 0
