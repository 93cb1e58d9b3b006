/// How HTML looks.
package enum StyleSheet {
    /// Of mail: it stands in the message, as nothing is fetched from elsewhere.
    package static var mail: String { String(decoding: PackageResources.mail_css, as: UTF8.self) }
}
