/// libgit2 built with mbed TLS reads the system's certificates each time it starts, 3 to 6 ms that every command would
/// pay for. Nothing here opens a connection through libgit2: fetching and pushing are git's (`GitProcess`). So the
/// program brings the two functions that would read them, and these read nothing. The linker lets a program's own
/// functions go before those of the libraries it uses; with another TLS library they are never called.
///
/// "Load one or more certificates and add them to the chained list … Return: 0 if all certificates parsed successfully."
@_cdecl("mbedtls_x509_crt_parse_file")
public func readNoCertificates(_ chain: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> Int32 { 0 }

/// As `readNoCertificates`, of a folder.
@_cdecl("mbedtls_x509_crt_parse_path")
public func readNoCertificateFolder(_ chain: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> Int32 { 0 }
