using Signaling.Api.Telemetry;
using Xunit;

namespace Signaling.Api.Tests.Telemetry;

public sealed class RedactionTests
{
    public static readonly TheoryData<string, string> Texts = new()
    {
        { "GET /v1/events?access_token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.abc-_1&after=5", "GET /v1/events?access_token=[redacted]&after=5" },
        { "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.abc was refused", "token [redacted] was refused" },
        { "GET /v1/events?token=opaque1234&x=1", "GET /v1/events?token=[redacted]&x=1" },
        { "Authorization: Bearer abcdefgh", "Authorization: Bearer [redacted]" },
        { "\"credential\":\"Zm9vYmFy\",\"x\":1", "\"credential\":\"[redacted]\",\"x\":1" },
        { "localhost:6379,password=hunter22,ssl=true", "localhost:6379,password=[redacted],ssl=true" },
        { "a=ice-pwd:0123456789abcdefghijklmn\r\na=mid:0", "a=ice-pwd:[redacted]\r\na=mid:0" },
        { "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[redacted]" },
        { "Call local.abc ended: hung_up", "Call local.abc ended: hung_up" },
        { "The token has expired.", "The token has expired." },
    };

    [Theory, MemberData(nameof(Texts))]
    [Trait("CallFlow", "#27")]
    public void Apply_ForATextAsItMayBeLogged_TakesOutTheSecretAlone(string text, string safe) => Assert.Equal(safe, Redaction.Apply(text));
}
