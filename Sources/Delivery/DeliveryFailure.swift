/// Why a message was not delivered.
package struct DeliveryFailure: Error, Codable, Hashable, Sendable {
    package enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nobody has said which server sends mail.
        case noServer
        /// The address that is set is not that of a mail server.
        case badServer
        case noCurl
        /// The webhook's address is not known here.
        case noAddress
        /// The webhook's address is one that nothing is sent to: not https, or of a private network.
        case addressRefused
        /// No connection, or it broke.
        case unreachable
        /// The server did not answer in time.
        case silent
        /// No TLS, or a certificate that cannot be trusted.
        case insecure
        /// Wrong user or password, or the server wants one.
        case notAuthorized
        /// The server put it off.
        case delayed
        /// The server refused this message or its recipient.
        case refused
        /// The webhook answered with another address, which is not followed.
        case redirected
        case failed
    }

    package var reason: Reason
    /// What the server or curl said, as it is.
    package var words: String
    /// Nothing is gained by trying again.
    package var isFinal: Bool { reason == .refused }
    /// The next message to the same server would fail alike.
    package var isOfServer: Bool {
        switch reason {
        case .delayed, .refused, .redirected: false
        default: true
        }
    }

    package init(_ reason: Reason, _ words: String = "") {
        self.reason = reason
        self.words = words
    }
}
