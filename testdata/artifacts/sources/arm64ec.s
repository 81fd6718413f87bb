// SPDX-License-Identifier: Apache-2.0
// What Microsoft's C runtime gives an ARM64EC or ARM64X image: the load configuration with CHPEMetadataPointer (at 0xC8 of
// IMAGE_LOAD_CONFIG_DIRECTORY64), IMAGE_ARM64EC_METADATA, and the dispatch pointers that compiled code calls through.
        .section .rdata, "dr"
        .globl  _load_config_used
        .p2align 3
_load_config_used:
        .word   0x140                   // Size
        .fill   0xc8 - 4, 1, 0
        .xword  __chpe_metadata         // CHPEMetadataPointer
        .fill   0x140 - 0xd0, 1, 0

        .globl  __chpe_metadata
        .p2align 3
__chpe_metadata:
        .word   1                       // Version
        .rva    __hybrid_code_map
        .word   __hybrid_code_map_count
        .rva    __x64_code_ranges_to_entry_points
        .rva    __arm64x_redirection_metadata
        .rva    __os_arm64x_dispatch_call_no_redirect
        .rva    __os_arm64x_dispatch_ret
        .rva    __os_arm64x_check_call
        .rva    __os_arm64x_check_icall
        .rva    __os_arm64x_check_icall_cfg
        .word   0                       // AlternateEntryPoint
        .rva    __hybrid_auxiliary_iat
        .word   __x64_code_ranges_to_entry_points_count
        .word   __arm64x_redirection_metadata_count
        .rva    __os_arm64x_get_x64_information
        .rva    __os_arm64x_set_x64_information
        .rva    __arm64x_extra_rfe_table
        .word   __arm64x_extra_rfe_table_size
        .rva    __os_arm64x_helper0
        .rva    __hybrid_auxiliary_iat_copy
        .rva    __hybrid_auxiliary_delayload_iat
        .rva    __hybrid_auxiliary_delayload_iat_copy
        .word   __hybrid_image_info_bitfield
        .rva    __os_arm64x_helper3
        .rva    __os_arm64x_helper4

        .macro  dispatch name
        .globl  \name
        .p2align 3
\name:  .xword  0
        .endm
        .data
        dispatch __os_arm64x_dispatch_call_no_redirect
        dispatch __os_arm64x_dispatch_ret
        dispatch __os_arm64x_check_call
        dispatch __os_arm64x_check_icall
        dispatch __os_arm64x_check_icall_cfg
        dispatch __os_arm64x_get_x64_information
        dispatch __os_arm64x_set_x64_information
        dispatch __os_arm64x_helper0
        dispatch __os_arm64x_helper3
        dispatch __os_arm64x_helper4

        .text
        .globl  __icall_helper_arm64ec
__icall_helper_arm64ec:
        ret
