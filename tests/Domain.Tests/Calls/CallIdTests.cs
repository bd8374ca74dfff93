using Signaling.Domain.Calls;
using Xunit;

namespace Signaling.Domain.Tests.Calls;

public sealed class CallIdTests
{
    [Fact]
    public void Create_AnyBytes_ParsesAndNamesItsCell()
    {
        foreach (var b in new byte[] { 0, 0x3e, 0x7f, 0xff }) // each alphabet end of base64url
        {
            var created = CallId.Create("eu-1", [.. Enumerable.Repeat(b, CallId.RandomBytes)]);

            Assert.True(CallId.TryParse(created.Value, out var parsed));
            Assert.Equal((created, "eu-1"), (parsed, parsed.Cell));
        }
    }

    [Fact]
    public void Create_LongestCell_IsAsLongAsAnIdMayBe() =>
        Assert.Equal(CallId.MaxLength, CallId.Create(new string('c', 16), new byte[CallId.RandomBytes]).Value.Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("local")]
    [InlineData("_abc")]
    [InlineData("local_")]
    [InlineData("seventeenletters1_abc")]
    [InlineData("local_a/b")]
    [InlineData("local_a b")]
    [InlineData("local_a\n")]
    [InlineData("local_a\0")]
    [InlineData("local_{x}")] // would choose another slot of a cluster
    [InlineData("local_a:b")]
    [InlineData("local_ä")]
    [InlineData("../_etc")]
    [InlineData("local_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 40 characters
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(CallId.TryParse(text, out _));
}
