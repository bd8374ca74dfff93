using System.Buffers.Text;
using System.Text;
using Signaling.Api.Auth;
using Xunit;

namespace Signaling.Api.Tests.Auth;

/// <summary>The examples of RFC 7515 appendix A and RFC 7519 §3.1 and §6.1, with their keys.</summary>
public sealed class JoseVectorTests
{
    private const string Payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string HmacKey = """{"kty":"oct","kid":"v","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""";

    private const string RsaKey = """
        {"kty":"RSA","kid":"v","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}
        """;

    private const string EcdsaKey = """{"kty":"EC","kid":"v","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    private const string HmacSignature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string RsaSignature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    private const string EcdsaSignature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    public static readonly TheoryData<string, string, string, string, string> Examples = new()
    {
        { "A.1, RFC 7519 §3.1", "HS256", "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", HmacSignature, HmacKey },
        { "A.2",                "RS256", "eyJhbGciOiJSUzI1NiJ9",                     RsaSignature, RsaKey },
        { "A.3",                "ES256", "eyJhbGciOiJFUzI1NiJ9",                     EcdsaSignature, EcdsaKey },
    };

    [Theory, MemberData(nameof(Examples))]
    public void Verify_SignedExample_Passes(string vector, string algorithm, string header, string signature, string jwk)
    {
        Assert.Null(CompactToken.TryParse($"{header}.{Payload}.{signature}", out var token));
        using var key = Key(jwk);

        Assert.Equal(algorithm, token.Algorithm.ToString());
        Assert.Equal(token.Algorithm, key.Algorithm);
        Assert.True(key.Verify(token.Signed, token.Signature), vector);
        Assert.StartsWith("{\"iss\":\"joe\"", Encoding.UTF8.GetString(token.Payload), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Verify_AnyByteOfTheSignatureChanged_Fails(string vector, string algorithm, string header, string signature, string jwk)
    {
        Assert.Null(CompactToken.TryParse($"{header}.{Payload}.{signature}", out var token));
        using var key = Key(jwk);
        for (var at = 0; at < token.Signature.Length; at++)
        {
            token.Signature[at] ^= 1;
            Assert.False(key.Verify(token.Signed, token.Signature), $"{vector} {algorithm} byte {at}");
            token.Signature[at] ^= 1;
        }
    }

    [Fact]
    public void TryParse_UnsecuredExample_IsRefusedForItsAlgorithm() =>
        Assert.Equal(TokenError.AlgorithmNotAllowed, CompactToken.TryParse($"eyJhbGciOiJub25lIn0.{Payload}.", out _)); // A.5, RFC 7519 §6.1

    [Fact]
    public void TryParse_Rs512Example_IsRefusedForItsAlgorithm() => // A.4 is ES512
        Assert.Equal(TokenError.AlgorithmNotAllowed, CompactToken.TryParse($"eyJhbGciOiJFUzUxMiJ9.{Base64Url.EncodeToString("Payload"u8)}.AA", out _));

    [Fact]
    public void TryParse_JsonSerialization_IsMalformed() => // A.6 and A.7: only the compact form is taken
        Assert.Equal(TokenError.Malformed, CompactToken.TryParse($$"""{"payload":"{{Payload}}","protected":"eyJhbGciOiJFUzI1NiJ9","signature":"{{EcdsaSignature}}"}""", out _));

    private static TokenKey Key(string jwk) => Assert.Single(JwksReader.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{jwk}}]}"""), withSecrets: true)!);
}
