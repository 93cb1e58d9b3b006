// Nothing here opens a connection through libgit2: fetching and pushing are git's (`GitProcess`). A release takes
// libgit2 from the system's archive (Package.swift), and brings these few functions of it itself, so that the linker
// leaves its SSH, TLS and Kerberos out: a dozen shared libraries, and the certificates that they would read at each
// start, 3 to 6 ms that every command would pay for. A function too few here is an undefined symbol at link time, one
// too many a duplicate one.
#if NO_NETWORK
    /// `GIT_ERROR`
    private let unavailable: Int32 = -1

    @_cdecl("git_transport_ssh_global_init")
    public func startNoSSH() -> Int32 { 0 }

    @_cdecl("git_smart_subtransport_ssh")
    public func connectNoSSH(_ out: OpaquePointer?, _ owner: OpaquePointer?, _ parameter: OpaquePointer?) -> Int32 {
        unavailable
    }

    @_cdecl("git_mbedtls_stream_global_init")
    public func startNoTLS() -> Int32 { 0 }

    @_cdecl("git_mbedtls_stream_new")
    public func openNoTLS(
        _ out: OpaquePointer?, _ host: UnsafePointer<CChar>?, _ port: UnsafePointer<CChar>?
    ) -> Int32 { unavailable }

    @_cdecl("git_mbedtls_stream_wrap")
    public func wrapNoTLS(_ out: OpaquePointer?, _ inner: OpaquePointer?, _ host: UnsafePointer<CChar>?) -> Int32 {
        unavailable
    }

    @_cdecl("git_mbedtls__set_cert_location")
    public func trustNoCertificate(_ file: UnsafePointer<CChar>?, _ path: UnsafePointer<CChar>?) -> Int32 {
        unavailable
    }

    @_cdecl("git_http_auth_negotiate")
    public func negotiateNothing(_ out: OpaquePointer?, _ address: OpaquePointer?) -> Int32 { unavailable }
#endif
