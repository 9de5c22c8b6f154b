/* SPDX-License-Identifier: MIT */
/* Code pages and text conversion, under the header name that older programs include. */
#pragma once

#include "stringapiset.h"
