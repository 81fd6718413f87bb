/* SPDX-License-Identifier: Apache-2.0 */
/* What the NDK's crtbegin_so.o puts into every library: the API level, the NDK release and its build number. */
        .section .note.android.ident, "a", %note
        .balign 4
        .long   8                       /* namesz */
        .long   4 + 64 + 64             /* descsz */
        .long   1                       /* ANDROID_IDENT */
        .asciz  "Android"
        .long   API
1:      .asciz  "r26b"
        .space  64 - (. - 1b)
2:      .asciz  "10909125"
        .space  64 - (. - 2b)

        .section .note.GNU-stack, "", %progbits
