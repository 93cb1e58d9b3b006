package import SSH

/// A person who may act in a workspace.
package struct Member: Hashable, Sendable {
    /// Never given to anybody else, even after its member left.
    package var id: String
    package var name: String
    package var email: String
    /// What the server's transport calls this person.
    package var login: String?
    /// The name of a role. Empty for a removed member.
    package var role: String
    /// SSH public keys, a line each: `ssh-ed25519 AAAA… comment`.
    package let keys: [String]
    /// Those of them that can sign here.
    package let publicKeys: [SSHPublicKey]
    /// Stays in the file so that the id cannot be used again.
    package var isRemoved: Bool
    /// Which mail the member gets.
    package var mail = Mail.all

    package enum Mail: String, Hashable, Sendable, CaseIterable {
        case all
        /// Only what asks the member to do something.
        case asked
        case none
    }

    /// Whether mail can be sent to the member's address.
    package var hasMailbox: Bool { MailAddress(email) != nil }

    package init(
        id: String, name: String, email: String, login: String? = nil, role: String, keys: [String] = [],
        publicKeys: [SSHPublicKey]? = nil, isRemoved: Bool = false
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.login = login
        self.role = role
        self.keys = keys
        self.publicKeys =
            publicKeys
            ?? keys.compactMap { line in
                do { return try SSHPublicKey(line: line) } catch { return nil }
            }
        self.isRemoved = isRemoved
    }
}
