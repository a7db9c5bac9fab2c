namespace NimbusFunctions.Web;

/// <summary>Says that an endpoint reads parameters of its address.</summary>
internal sealed class ReadsQueryMark
{
    public static readonly ReadsQueryMark Mark = new();

    private ReadsQueryMark()
    {
    }
}
