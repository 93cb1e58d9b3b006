import Crypto
import CryptoExtras
import SSH

extension SSHSignature {
    /// Proves that `publicKey` signed this message for this purpose. Whose key it is, and whether it may sign, is for the
    /// caller to say.
    ///
    /// Costs about 0.1 ms for Ed25519, P-256 and RSA, 0.6 ms for P-384, 3 ms for P-521.
    package func verify(_ message: some Collection<UInt8>, namespace: String) throws(SignatureError) {
        guard self.namespace.elementsEqual(namespace.utf8) else {
            throw .otherNamespace(String(wireName: self.namespace))
        }
        let message = Array(message)
        let data =
            switch hash {
            case .sha256: signedData(digest: SHA256.hash(data: message))
            case .sha512: signedData(digest: SHA512.hash(data: message))
            }
        let isValid: Bool
        switch publicKey.material {
        case .rsa(let exponent, let modulus): isValid = try rsa(exponent, modulus, data)
        case .point(let point, nil): isValid = try check(point, data)
        case .point(let point, let application?):
            isValid = try check(point, try securityKeyData(application: application, data))
        }
        guard isValid else { throw .wrong }
    }

    /// What a security key signs in place of the data (PROTOCOL.u2f, "SSH U2F signatures").
    private func securityKeyData(application: [UInt8], _ data: [UInt8]) throws(SignatureError) -> [UInt8] {
        guard let circumstances = proof.circumstances, circumstances.isPresent else { throw .nobodyPresent }
        var writer = WireWriter()
        writer.raw(Array(SHA256.hash(data: application)))
        writer.raw([circumstances.flags])
        writer.uint32(circumstances.counter)
        writer.raw(Array(SHA256.hash(data: data)))
        return writer.bytes
    }

    private func rsa(_ exponent: [UInt8], _ modulus: [UInt8], _ data: [UInt8]) throws(SignatureError) -> Bool {
        guard case .rsa(let hash, let bytes) = proof.numbers else { return false }
        // RFC 8332, 3: as long as the modulus. Some implementations take shorter ones for padded.
        guard bytes.count == modulus.count else { throw .badLength(bytes: bytes.count) }
        let key: _RSA.Signing.PublicKey
        do { key = try _RSA.Signing.PublicKey(n: modulus, e: exponent) } catch { throw .badKey }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
        return switch hash {
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
        }
    }

    private func check(_ point: [UInt8], _ data: [UInt8]) throws(SignatureError) -> Bool {
        do {
            switch (publicKey.kind, proof.numbers) {
            case (.ed25519, .ed25519(let bytes)), (.securityKeyEd25519, .ed25519(let bytes)):
                let key = try Curve25519.Signing.PublicKey(rawRepresentation: point)
                return key.isValidSignature(bytes, for: data)
            // RFC 5656, 6.2.1: the hash is as long as the curve.
            case (.ecdsaP256, .ecdsa(let pair)), (.securityKeyECDSA, .ecdsa(let pair)):
                let key = try P256.Signing.PublicKey(x963Representation: point)
                let signature = try P256.Signing.ECDSASignature(rawRepresentation: pair)
                return key.isValidSignature(signature, for: SHA256.hash(data: data))
            case (.ecdsaP384, .ecdsa(let pair)):
                let key = try P384.Signing.PublicKey(x963Representation: point)
                let signature = try P384.Signing.ECDSASignature(rawRepresentation: pair)
                return key.isValidSignature(signature, for: SHA384.hash(data: data))
            case (.ecdsaP521, .ecdsa(let pair)):
                let key = try P521.Signing.PublicKey(x963Representation: point)
                let signature = try P521.Signing.ECDSASignature(rawRepresentation: pair)
                return key.isValidSignature(signature, for: SHA512.hash(data: data))
            default: return false
            }
        } catch { throw .badKey }
    }
}
