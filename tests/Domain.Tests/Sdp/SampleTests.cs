using Signaling.Domain.Sdp;
using Xunit;

namespace Signaling.Domain.Tests.Sdp;

/// <summary>What browsers, media servers and phones really write.</summary>
public class SampleTests
{
    private static readonly Dictionary<string, SdpErrorCode> Refused = new(StringComparer.Ordinal)
    {
        ["baresip-plain.offer"] = SdpErrorCode.SrtpRequired,
        ["desk-phone-plain.offer"] = SdpErrorCode.SrtpRequired,
        ["gateway-fax.offer"] = SdpErrorCode.SrtpRequired,
        ["messages-file.offer"] = SdpErrorCode.FileTransferNotAllowed,
    };

    public static TheoryData<string> All => [.. Sample.Names];

    public static TheoryData<string> Offers => [.. Sample.Names.Where(name => name.EndsWith(".offer", StringComparison.Ordinal))];

    public static TheoryData<string> Pairs =>
        [.. Sample.Names.Where(name => name.EndsWith(".answer", StringComparison.Ordinal)).Select(name => name[..^7]).Where(name => Sample.Names.Contains(name + ".offer"))];

    [Theory, MemberData(nameof(All))]
    public void Write_OfAParsedSample_GivesItBackByteForByte(string name)
    {
        var text = Sample.Text(name);

        Assert.True(SdpParser.TryParse(text.AsSpan(), SdpLimits.Default, out var description, out var error), error?.ToString());
        Assert.Equal(text, SdpWriter.Write(description));
    }

    [Theory, MemberData(nameof(Offers))]
    public void OfferRules_OnASample_PassItUnlessItIsInTheClear(string name)
    {
        var error = OfferRules.Check(Sample.Description(name), SdpPolicy.Default);

        Assert.Equal(Refused.TryGetValue(name, out var code) ? code : null, error?.Code);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void AnswerRules_OnASamplePair_PassTheAnswerUnlessItIsInTheClear(string name)
    {
        var error = AnswerRules.Check(Sample.Description(name + ".offer"), Sample.Description(name + ".answer"), SdpPolicy.Default);

        Assert.Equal(Refused.TryGetValue(name + ".offer", out var code) ? code : null, error?.Code);
    }

    [Fact]
    public void Samples_TheLargest_IsAChromiumOfferOfFiftySections()
    {
        var offer = Sample.Description("chromium-receive-25-25.offer");

        Assert.Equal(50, offer.Media.Length);
        Assert.True(offer.Text.Length > 140_000);
    }
}
