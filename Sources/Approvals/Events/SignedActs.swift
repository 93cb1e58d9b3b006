/// What a command has signed. It goes with the workspace when that is read again, so that an act which is tried anew
/// signs anew only what has changed.
final class SignedActs {
    var events: [SignedEvent] = []
}
