#ifndef SORI_CZLIB_SHIM_H
#define SORI_CZLIB_SHIM_H
#include <zlib.h>
#endif
