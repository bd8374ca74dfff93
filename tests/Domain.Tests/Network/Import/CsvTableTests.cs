using Signaling.Domain.Network;
using Signaling.Domain.Network.Import;
using Xunit;

namespace Signaling.Domain.Tests.Network.Import;

/// <summary>Tables as spreadsheets write them, and as they should not.</summary>
public sealed class CsvTableTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a,b\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b 2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b 2:c|d")]
    [InlineData("\ufeffa,b\n\n\nc,d\n", "1:a|b 4:c|d")]
    [InlineData("a;b,c\n", "1:a;b|c")]
    [InlineData("a;b\nc,d;e\n", "1:a|b 2:c,d|e")]
    [InlineData("a\tb\nc\t\n", "1:a|b 2:c|")]
    [InlineData("\"a\",\"b\"\"c\"\n", "1:a|b\"c")]
    [InlineData(" \"a\" , b \n", "1:a|b")]
    [InlineData("\"a\nb\",c\nd,e", "1:a\nb|c 3:d|e")]
    [InlineData("a,,\n,,b", "1:a|| 2:||b")]
    [InlineData("a,", "1:a|")]
    [InlineData("\"\",\"\"", "1:|")]
    public void Read_OfATable_GivesItsLines(string text, string lines)
    {
        var read = CsvTable.Read(text, 100, out var wrong);

        Assert.Empty(wrong);
        Assert.Equal(lines, string.Join(' ', read.Select(line => $"{line.Number}:{string.Join('|', line.Fields)}")));
    }

    [Theory]
    [InlineData("a,b\n\"c,d\n", 2), InlineData("a\"b,c", 1), InlineData("a,b\n\n\"c\"d,e", 3), InlineData("\"", 1)]
    public void Read_OfABrokenTable_NamesTheLine(string text, int line)
    {
        CsvTable.Read(text, 100, out var wrong);

        Assert.Equal((line, NetworkErrorCode.CsvInvalid), (Assert.Single(wrong).Line, wrong[0].Code));
    }

    [Fact]
    public void Read_OfMoreThanItMayBe_SaysSo()
    {
        CsvTable.Read("a\nb\nc\n", 2, out var many);
        CsvTable.Read(new string('a', 2000), 2, out var longer);
        CsvTable.Read(new string(',', 40), 2, out var wide);

        Assert.Equal((3, NetworkErrorCode.TooMany), (Assert.Single(many).Line, many[0].Code));
        Assert.Single(longer);
        Assert.Single(wide);
    }

    [Theory, InlineData("a"), InlineData("a,b"), InlineData("\"a\""), InlineData("a;b\r\nc"), InlineData("a\tb")]
    public void Write_OfAField_IsReadAgain(string field) =>
        Assert.Equal(field, CsvTable.Read($"x,y\n{CsvTable.Write(field)},z", 10, out _)[1].Fields[0]);

    [Fact]
    public void Read_OfRandomText_EndsAndNamesLinesThatAreThere()
    {
        const string Letters = "ab,;\t\"\r\n \ufeff0./:";
        var random = new Random(7);
        for (var n = 0; n < 5_000; n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            var lines = CsvTable.Read(text, 20, out var wrong);
            Assert.True(lines.Count <= 20);
            Assert.All(wrong, one => Assert.InRange(one.Line, 1, text.Length + 1));
            SubnetTable.Read("site,prefix,role\n" + text, out _);
        }
    }
}
