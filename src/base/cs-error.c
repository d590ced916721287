/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-error.h"

/**
 * cs_error_quark:
 *
 * The error domain of everything that Countersign itself reports; the codes are [enum@Error].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (cs-error-quark, cs_error)
