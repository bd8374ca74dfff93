using Microsoft.Extensions.Configuration;
using Signaling.Api.Commands;
using Xunit;

namespace Signaling.Api.Tests.Commands;

/// <summary>The verb that the image's health check calls.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("URLS", "http://*:5000;https://*:5001", "http://localhost:5000/")]
    [InlineData("URLS", "https://0.0.0.0:5001", "https://localhost:5001/")]
    [InlineData("HTTP_PORTS", "8080;8081", "http://localhost:8080/")]
    [InlineData("HTTPS_PORTS", "8443", "https://localhost:8443/")]
    [InlineData("OTHER", "", "http://localhost:8080/")]
    public void Address_WhereTheEdgeListens_IsThatPortOnThisMachine(string name, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        Assert.Equal(expected, HealthCommand.Address(configuration).AbsoluteUri);
    }
}
