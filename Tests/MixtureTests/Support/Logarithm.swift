import Glibc

/// The natural logarithm, for files that cannot import the C library beside Foundation.
func logarithm(_ x: Double) -> Double { log(x) }
