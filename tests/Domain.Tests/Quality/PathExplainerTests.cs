using Signaling.Domain.Network;
using Signaling.Domain.Quality;
using Signaling.Domain.Tests.Network;
using Xunit;
using static Signaling.Domain.Quality.CandidateKind;
using static Signaling.Domain.Tests.Quality.Reports;

namespace Signaling.Domain.Tests.Quality;

/// <summary>What was expected, what came, and the eight steps.</summary>
public sealed class PathExplainerTests
{
    private static readonly NetworkDocument Plain = Described;

    [Fact]
    [Trait("CallFlow", "#83"), Trait("CallFlow", "#279"), Trait("CallFlow", "#80")]
    public void Steps_OfTwoInside_AreThoseOfTheDocument() => Assert.Equal(
        "ann 2 / ann 4 / ann 4 / ben 4 / ben 4 / ben 4|ann 4 / ann 5|ben 5 / ann 4|ben 4",
        Text(Explain(Plain, Inside(Plain).With(Pair(Host, Host)), Inside(Plain, "ben")).Steps));

    [Fact]
    [Trait("CallFlow", "#301"), Trait("CallFlow", "#150"), Trait("CallFlow", "#151")]
    public void Steps_OverThePrivateCircuit_AreThoseOfTheDocument()
    {
        var document = Networks.Teams(Feature.PrivateCircuit);

        var call = Explain(document, Inside(document).With(Relay(PathTransport.Udp)), Outside("ben"));

        Assert.Equal("ann 2 / ann 1 / ann 1 / ben 3 / ben 3 / ben 3|ann 1 / ann 1|ben 3 / ann 1|ben 3", Text(call.Steps));
    }

    [Fact]
    [Trait("CallFlow", "#91")]
    public void Steps_OfAVpnUser_SignalThroughTheVpnAndSendMediaPastIt() => Assert.Equal(
        "ann  / ann 3 / ann 2',4 / ben 4 / ben 4 / ben 4|ann 2',4 / ann 3|ben 4 / ann 2',4|ben 4",
        Text(Explain(Plain, ViaVpn(Plain, "ann").With(Relay(PathTransport.Udp)), Inside(Plain, "ben")).Steps));

    [Fact]
    public void Explain_WhenOnlyOneSideReports_TellsTheOthersWayToo()
    {
        var call = Explain(Plain, Inside(Plain).With(Relay(PathTransport.Tcp)), Outside("ben"));

        Assert.Equal(("4", "3"), (Text(call.Caller.RealFlows), Text(call.Callee.RealFlows)));
        Assert.Equal((MediaPathKind.Relayed, null), (call.Callee.Real!.Kind, call.Callee.Real.Transport));
        Assert.Equal((false, true), (call.Caller.AsExpected, call.Callee.AsExpected)); // over TCP was not expected
    }

    [Fact]
    [Trait("CallFlow", "#63")]
    public void Explain_AfterANewReport_FollowsIt()
    {
        Assert.Equal("5", Text(Explain(Plain, Inside(Plain).With(Pair(Host, Host)), Inside(Plain, "ben")).Caller.RealFlows));
        Assert.Equal("4", Text(Explain(Plain, Inside(Plain).With(Relay(PathTransport.Udp)), Inside(Plain, "ben")).Caller.RealFlows));
    }

    [Fact]
    [Trait("CallFlow", "#5")]
    public void Explain_WithoutANetwork_TakesTheDefaultProfile()
    {
        var call = Explain(new(), Outside("ann").With(Pair(Srflx, Srflx)), Outside("ben"));

        Assert.Equal(("6", true), (Text(call.Caller.RealFlows), call.Caller.AsExpected));
    }

    [Fact]
    [Trait("CallFlow", "#62")]
    public void Explain_OfAFailure_HasNoWay()
    {
        var call = Explain(Plain, Inside(Plain).With(Failed()), Outside("ben"));

        Assert.Null(call.Caller.Real);
        Assert.StartsWith("no path works, because", call.Caller.Summary, StringComparison.Ordinal);
    }
}
