/// The part of HDF5 that Keras' files use, read without trust and written in the same bytes each time. Follows the
/// [HDF5 file format specification 3.0](https://docs.hdfgroup.org/hdf5/latest/_f_m_t3.html). Uses the engine's tensors alone.
@NullMarked
package org.keras4j.saving.hdf5;

import org.jspecify.annotations.NullMarked;
