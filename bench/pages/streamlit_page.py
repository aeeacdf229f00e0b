"""The peer page in Streamlit: `streamlit run streamlit_page.py`."""

import streamlit as st

from bench.pages.exercise import FIRST, QUESTIONS, RATINGS, SEND, TITLE, WAITING, Radar, feedback

st.title(TITLE)
left, right = st.columns(2)
with left:
    ratings = [
        st.segmented_control(text, list(RATINGS), default=FIRST) or FIRST
        if number % 2
        else st.slider(text, RATINGS[0], RATINGS[-1], FIRST)
        for number, text in enumerate(QUESTIONS)
    ]
    sent = st.button(SEND, type="primary")
    st.markdown(feedback(ratings) if sent else WAITING)
with right:
    if "radar" not in st.session_state:
        st.session_state.radar = Radar()
    st.pyplot(st.session_state.radar.of(ratings), clear_figure=False)
