# SPDX-License-Identifier: Apache-2.0
"""Audits of very many bundles by platlint on Spark. Only `audit_bundles.py` beside this package knows Spark."""
