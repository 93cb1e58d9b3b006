/// What a value in a document of `--format json` is.
///
/// `Output` describes the document of each command with it. Its JSON Schema (`assent schema output`) and the list of its
/// members in `--help` are made from that description.
package indirect enum JSONType: Sendable {
    case text
    /// The id of a commit.
    case commit
    /// A SHA-256 digest: the id of a request, or a subject.
    case digest
    /// RFC 3339, in UTC.
    case time
    case flag
    /// The number of the shape that a document has.
    case version
    /// A whole number, 0 or more.
    case count
    /// One of these texts.
    case choice([String])
    /// Whatever a file says there, as `Shapes.content` writes it.
    case anything
    case list(JSONType)
    case object(JSONObject)
    /// An object whose members are named by what they are about.
    case map(key: String, JSONType)
    /// `null` where there is nothing to say.
    case optional(JSONType)

    /// One of the cases of an enumeration whose raw values are promised.
    static func choice<Kind: CaseIterable & RawRepresentable<String>>(of _: Kind.Type) -> JSONType {
        .choice(Kind.allCases.map(\.rawValue))
    }
}

/// An object of a document. All of its members are always there.
package struct JSONObject: Sendable {
    /// What it is called where documents share it; nil: it stands in one place, and is written out there.
    let name: String?
    let about: String
    var members: [JSONMember]
    /// It has further members, which are not described.
    let isOpen: Bool

    init(_ name: String?, _ about: String, _ members: [JSONMember], isOpen: Bool = false) {
        self.name = name
        self.about = about
        self.members = members
        self.isOpen = isOpen
    }

    /// An object with these members and more.
    func adding(_ more: [JSONMember], as name: String? = nil, _ about: String) -> JSONObject {
        JSONObject(name, about, members + more)
    }
}

package struct JSONMember: Sendable {
    let name: String
    let type: JSONType
    /// What it means.
    let about: String

    init(_ name: String, _ type: JSONType, _ about: String) {
        self.name = name
        self.type = type
        self.about = about
    }
}
