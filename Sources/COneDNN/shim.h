#ifndef SORI_CONEDNN_SHIM_H
#define SORI_CONEDNN_SHIM_H
#include <oneapi/dnnl/dnnl.h>

#if DNNL_CPU_THREADING_RUNTIME != DNNL_RUNTIME_OMP
#error "sori holds oneDNN to one thread through OpenMP: it needs a oneDNN built with OpenMP, as Debian's is"
#endif

/* From OpenMP's omp.h, which lies in GCC's own directory where Clang does not look. */
void omp_set_num_threads(int count);

#endif
