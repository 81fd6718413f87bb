/* SPDX-License-Identifier: Apache-2.0
   The note by which a system knows its own programs: OWNER "GNU" (LSB "ABI note tag"), "FreeBSD", "NetBSD", "OpenBSD"; WORDS
   the release, as that system writes it. */
        .section .note.ident, "a", %note
        .balign 4
        .long   2f - 1f                 /* namesz */
        .long   4f - 3f                 /* descsz */
        .long   1                       /* NT_GNU_ABI_TAG, NT_FREEBSD_ABI_TAG, ... */
1:      .asciz  OWNER
2:      .balign 4
3:      .long   WORDS
4:
        .section .note.GNU-stack, "", %progbits
