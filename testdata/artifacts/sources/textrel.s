# SPDX-License-Identifier: Apache-2.0
# Code with the address of a symbol in it: the loader has to write into the text segment.
        .text
        .globl  demo_address
        .type   demo_address, @function
demo_address:
        movabs  $demo_value, %rax
        ret
        .size   demo_address, . - demo_address

        .data
        .globl  demo_value
        .type   demo_value, @object
demo_value:
        .quad   42
        .size   demo_value, 8

        .section .note.GNU-stack, "", @progbits
