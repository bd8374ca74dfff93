using Signaling.Domain.Network;
using Signaling.Domain.Network.Import;
using Xunit;

namespace Signaling.Domain.Tests.Network.Import;

/// <summary>Tables of subnets: what is read, what is refused, and what becomes of a document.</summary>
public sealed class SubnetImportTests
{
    [Theory]
    [InlineData("", "1  ValueMissing")]
    [InlineData("site,prefix", "1 role ValueMissing")]
    [InlineData("site,prefix,role,rloe", "1 rloe ReferenceUnknown")]
    [InlineData("site,prefix,role,role", "1 role IdTwice")]
    [InlineData("site,prefix,role\nhq,10.0.0.0/33,internal", "2 prefix PrefixInvalid")]
    [InlineData("site,prefix,role\nhq,10.0.0.0/8,0", "2 role ValueOutOfRange")]
    [InlineData("site,prefix,role\nhq,10.0.0.0/8,", "2 role ValueOutOfRange")]
    [InlineData("site;prefix;role\nhq;10.0.0.0/8;internal,vpn", "2 role ValueOutOfRange")]
    [InlineData("site;prefix;role;path\nhq;10.0.0.0/8;egress;internet,expressRoute", "2 path ValueOutOfRange")]
    [InlineData("site,prefix,role\nh\0q,10.0.0.0/8,internal", "2 site IdInvalid")]
    [InlineData("site,prefix,role,path\nhq,10.0.0.0/8,internal,expressRoute", "2 path ValueOutOfRange")]
    [InlineData("site,prefix,role,path\nhq,10.0.0.0/8,egress,moon", "2 path ValueOutOfRange")]
    [InlineData("site,prefix,role\nhq,10.0.0.0/8,internal\n\nlab,10.0.0.0/8,vpn", "4 prefix PrefixTwice")]
    [InlineData("site,prefix,role\nhq,2001:DB8::/32,internal\nhq,2001:db8:0::/32,internal", "3 prefix PrefixTwice")]
    public void Read_OfATableWithAFault_NamesItsLineAndColumn(string text, string fault)
    {
        SubnetTable.Read(text, out var wrong);

        var one = Assert.Single(wrong);
        Assert.EndsWith(".", one.Detail);
        Assert.Equal(fault, $"{one.Line} {one.Column} {one.Code}");
    }

    [Fact]
    public void Write_OfADocument_IsReadAndReplacedWithoutChange()
    {
        var document = Networks.Teams(Feature.PrivateCircuit) with { Tenant = "" };

        var rows = SubnetTable.Read(SubnetTable.Write(document), out var wrong);
        var replaced = SubnetImport.Replace(document, rows, out var change);

        Assert.Empty(wrong);
        Assert.Equal(new SubnetChange(0, 0, 0, 5), change);
        Assert.Equal(SubnetTable.Write(document), SubnetTable.Write(replaced));
        Assert.Empty(NetworkRules.Check(replaced));
    }

    [Fact]
    public void Merge_OfATable_AddsWhatIsNewAndNamesWhatIsElsewhere()
    {
        var rows = SubnetTable.Read("site,prefix,role\nhq,10.0.0.0/8,internal\nhq,172.16.0.0/12,internal\nlab,10.200.0.0/16,internal\nlab,192.168.0.0/16,internal", out _);

        var merged = SubnetImport.Merge(Networks.Plain, rows, out var change, out var wrong);

        Assert.Equal((4, "prefix"), (Assert.Single(wrong).Line, wrong[0].Column)); // the VPN's range of hq
        Assert.Equal(new SubnetChange(SitesAdded: 1, Added: 2, Removed: 0, Kept: 1), change);
        Assert.Equal(["hq", "lab"], merged.CustomerNetworks.Select(site => site.Id));
        Assert.Equal(["10.0.0.0/8", "2001:db8:1::/48", "172.16.0.0/12"], merged.CustomerNetworks[0].InternalPrefixes);
    }
}
