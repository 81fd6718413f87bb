/* SPDX-License-Identifier: Apache-2.0
   A .NET assembly of nothing but headers (ECMA-335 II.25.3.3 CLI header, II.24.2.1 metadata root). FLAGS: 1 ILONLY,
   2 32BITREQUIRED, 0x20000 32BITPREFERRED. The row points data directory 14 at the start of section .clr. */
        .section .clr, "dr"
        .globl  clr_header
clr_header:
        .long   72                      /* Cb */
        .short  2, 5                    /* runtime version */
        .rva    metadata
        .long   metadata_end - metadata
        .long   FLAGS
        .fill   72 - 20, 1, 0

metadata:
        .ascii  "BSJB"
        .short  1, 1
        .long   0
        .long   12
        .ascii  "v4.0.30319\0\0"
        .short  0, 0                    /* no streams */
metadata_end:

        .text
        .globl  ENTRY
ENTRY:
#ifdef IMPORT                           /* 32-bit assemblies jump to mscoree.dll, 64-bit ones need no import */
        jmp     *IMPORT
#else
        ret
#endif
