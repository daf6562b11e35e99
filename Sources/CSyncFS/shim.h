// syncfs(2), which the C library declares to programs that ask for the GNU extensions before its first header
// is read: Swift's own module of that library does not.
#ifndef SORI_CSYNCFS_SHIM_H
#define SORI_CSYNCFS_SHIM_H
int syncfs(int descriptor);
#endif
