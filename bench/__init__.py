"""`make bench`: the workbook's pages beside stock Voila, Panel, Streamlit and Solara, measured in turns."""
