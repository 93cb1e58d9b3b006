/// A cache of what a command has signed. It is kept when the workspace is read again, so that an act which is tried
/// anew signs anew only what has changed.
final class SignedActs {
    var events: [SignedEvent] = []
}
